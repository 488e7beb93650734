package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A policy of 300 rules and 100 facts, made up for measuring. */
record LargePolicy(KnowledgeBase base) {

    private static final int TYPES = 10;
    private static final int OUTCOMES = 8;

    static LargePolicy make() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder(
                "package large;\n"
                        + "declare enum Stage EARLY(\"Early\"), MIDDLE(\"Middle\"), LATE(\"Late\"), OVER(\"Over\"); label : String end\n");
        for (int type = 0; type < TYPES; type++) {
            text.append("declare Subject").append(type).append('\n');
            for (int field = 0; field < 10; field++) {
                String kind = field < 6 ? "Boolean" : field < 8 ? "Stage" : "Integer";
                text.append("    f%d : %s @ask( \"?\" )%s%n"
                        .formatted(field, kind, field < 8 ? "" : " @min( 0 ) @max( 100 )"));
            }
            text.append("end\n");
        }
        text.append("declare Gap name : String end\n");
        for (int i = 0; i < 20; i++) {
            rule(text, "Gap " + i, "", pattern(random), "insertLogical( new Gap( \"g" + i % 5 + "\" ) );");
        }
        for (int i = 0; i < 240; i++) {
            String head = "@favours( L%d ) @weight( %d ) @because( \"Because.\" ) @cites( \"0-01\" )"
                    .formatted(random.nextInt(OUTCOMES), 1 + random.nextInt(4));
            String when = pattern(random) + (random.nextInt(3) == 0 ? "\n    " + pattern(random) : "");
            rule(text, "Signal " + i, head, when, "raise( kcontext );");
        }
        for (int i = 0; i < 40; i++) {
            int outcome = i % OUTCOMES;
            boolean leads = i < OUTCOMES;
            String head = "@recommends( O%d ) @precedence( %d ) @because( \"Because.\" ) @cites( \"0-01\" )"
                    .formatted(outcome, leads ? 0 : 1 + outcome);
            String when = leads
                    ? "Score( leaning == \"L" + outcome + "\", rank == 1, lead >= 1 )"
                    : pattern(random) + "\n    " + pattern(random)
                            + (i % 5 == 0 ? "\n    not Gap( name == \"g1\" )" : "");
            rule(text, "Conclusion " + i, head, when, "recommend( kcontext );");
        }
        Terms terms = new Terms("large", ids("L"), ids("O"), Map.of("0", 75));
        Checked checked = Checker.check(List.of(new SourceFile("rules.drl", text.toString())), terms);
        return new LargePolicy(KnowledgeBase.compile(checked.rulebook()));
    }

    private static List<String> ids(String letter) {
        return IntStream.range(0, OUTCOMES).mapToObj(i -> letter + i).toList();
    }

    private static void rule(StringBuilder text, String name, String head, String when, String then) {
        text.append("rule \"%s\" %s%nwhen%n    %s%nthen%n    %s%nend%n".formatted(name, head, when, then));
    }

    private static String pattern(Random random) {
        int field = random.nextInt(10);
        String condition = field < 6
                ? "f" + field + " == " + random.nextBoolean()
                : field < 8
                        ? "f" + field + " == Stage."
                                + List.of("EARLY", "MIDDLE", "LATE", "OVER").get(random.nextInt(4))
                        : "f" + field + " >= " + (1 + random.nextInt(5));
        return "Subject" + random.nextInt(TYPES) + "( " + condition + " )";
    }

    /** Situations of which up to half is known. */
    List<Facts> situations(int many) {
        Random random = new Random(2);
        List<Facts> situations = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            ObjectNode facts = JsonMapper.shared().createObjectNode();
            int known = random.nextInt(6);
            for (int type = 0; type < TYPES; type++) {
                for (int field = 0; field < 10; field++) {
                    if (random.nextInt(10) < known) {
                        ObjectNode subject = facts.withObject("/subject" + type);
                        if (field < 6) {
                            subject.put("f" + field, random.nextBoolean());
                        } else if (field < 8) {
                            subject.put(
                                    "f" + field,
                                    List.of("EARLY", "MIDDLE", "LATE", "OVER").get(random.nextInt(4)));
                        } else {
                            subject.put("f" + field, random.nextInt(8));
                        }
                    }
                }
            }
            situations.add(FactReader.read(facts, "", base.rulebook()));
        }
        return situations;
    }
}
