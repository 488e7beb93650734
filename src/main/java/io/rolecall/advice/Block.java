package io.rolecall.advice;

import java.util.List;

/** A piece of a page in plain text. What writes it escapes it: {@link Markdown}, {@link Html}, {@link PlainText}. */
sealed interface Block {

    record Title(String text) implements Block {}

    record Heading(String text) implements Block {}

    record Paragraph(String text) implements Block {}

    /** @param numbered whether their order counts */
    record Items(boolean numbered, List<Item> items) implements Block {}

    /** @param notes what is added below it */
    record Item(String text, List<String> notes) {

        static Item of(String text) {
            return new Item(text, List.of());
        }
    }
}
