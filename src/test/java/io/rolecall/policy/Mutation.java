package io.rolecall.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes a file as accident or malice might: bytes, tokens and lines are flipped, swapped, doubled, deleted or brought in. */
final class Mutation {

    private static final Pattern TOKEN =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*|[0-9.]+|\"[^\"\n]*\"|[^\\s\\p{L}0-9]");

    private static final Pattern VALUE = Pattern.compile("\\b[0-9]+\\b|\"[^\"\n]*\"|[<>=!]=|[<>]|&&|[|]{2}");

    private static final List<String> SIGNS = List.of("==", "!=", "<", "<=", ">", ">=", "&&", "||");

    /** Longer than this nothing grows by doubling. */
    private static final int LARGEST = 300_000;

    private static final List<String> EXTREMES = List.of(
            "0",
            "-1",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9".repeat(400) + ".5",
            "1e2147483647",
            "0.1",
            "NaN",
            "null",
            "true",
            "\"\"",
            "\"{$x}\"",
            "\u202e",
            "\ufeff",
            "\u0000",
            "\r",
            "\r\n",
            "\u2028",
            "\ud83d\ude00",
            "\u00fc",
            "\\u0022",
            "(",
            ")",
            "((((",
            "!",
            "not",
            "exists",
            "or",
            "and",
            "accumulate(",
            ";",
            ",",
            "$x :",
            "$x",
            "==",
            "in (",
            "matches \"(a{1,9}){1,9}\"",
            "Score(",
            "Recommendation( outcome == \"X\" )",
            "insertLogical( new Note( 1, \"x\" ) );",
            "rule \"Again\" when Note() then",
            "end",
            "/*",
            "*/",
            "//",
            "---",
            "&a",
            "*a",
            "!!java.net.URL",
            "<<",
            "? [",
            "|",
            ">",
            "- ",
            ": ",
            "{",
            "}",
            "[",
            "]",
            "'",
            "\"",
            "#",
            "\t");

    private final Random random;
    private final List<byte[]> others;

    /** @param others where parts are brought in from */
    Mutation(Random random, List<byte[]> others) {
        this.random = random;
        this.others = others;
    }

    byte[] of(byte[] content) {
        if (random.nextInt(3) == 0) {
            return value(content);
        }
        byte[] mutant = content;
        int times = 1 + random.nextInt(random.nextInt(4) == 0 ? 12 : 3);
        for (int i = 0; i < times; i++) {
            mutant = switch (random.nextInt(8)) {
                case 0 -> bytes(mutant);
                case 1, 2, 3 -> tokens(mutant);
                case 4, 5 -> lines(mutant);
                case 6 -> spliced(mutant);
                default -> extreme(mutant);
            };
        }
        return mutant;
    }

    /** One number, text or sign in place of another: what most often is still a policy. */
    private byte[] value(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<int[]> values = new ArrayList<>();
        Matcher matcher = VALUE.matcher(text);
        while (matcher.find() && values.size() < 20_000) {
            values.add(new int[] {matcher.start(), matcher.end()});
        }
        if (values.isEmpty()) {
            return content;
        }
        int[] one = values.get(random.nextInt(values.size()));
        char first = text.charAt(one[0]);
        String mutant = Character.isDigit(first)
                ? String.valueOf(random.nextInt(random.nextBoolean() ? 10 : 100_000))
                : first == '"' ? "\"Other " + random.nextInt(9) + "\"" : SIGNS.get(random.nextInt(SIGNS.size()));
        return (text.substring(0, one[0]) + mutant + text.substring(one[1])).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes(byte[] content) {
        if (content.length == 0) {
            return content;
        }
        byte[] mutant = content.clone();
        int at = random.nextInt(mutant.length);
        switch (random.nextInt(3)) {
            case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutant[at] = (byte) random.nextInt(256);
            default -> mutant = Arrays.copyOf(mutant, at);
        }
        return mutant;
    }

    private byte[] tokens(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<int[]> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find() && tokens.size() < 20_000) {
            tokens.add(new int[] {matcher.start(), matcher.end()});
        }
        if (tokens.size() < 2) {
            return content;
        }
        int[] one = tokens.get(random.nextInt(tokens.size()));
        int[] two = tokens.get(random.nextInt(tokens.size()));
        String first = text.substring(one[0], one[1]);
        String second = text.substring(two[0], two[1]);
        String mutant = switch (random.nextInt(5)) {
            case 0 -> text.substring(0, one[0]) + text.substring(one[1]);
            case 1 -> text.substring(0, one[0]) + second + text.substring(one[1]);
            case 2 -> text.substring(0, one[1]) + " " + first + text.substring(one[1]);
            case 3 ->
                one[1] <= two[0]
                        ? text.substring(0, one[0])
                                + second
                                + text.substring(one[1], two[0])
                                + first
                                + text.substring(two[1])
                        : text;
            default ->
                text.length() > LARGEST
                        ? text
                        : text.substring(0, one[0])
                                + (first + " ").repeat(1 + random.nextInt(random.nextInt(10) == 0 ? 3_000 : 40))
                                + text.substring(one[1]);
        };
        return mutant.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] lines(byte[] content) {
        List<String> lines =
                new ArrayList<>(Arrays.asList(new String(content, StandardCharsets.UTF_8).split("(?<=\n)")));
        int from = random.nextInt(lines.size());
        int to = Math.min(lines.size(), from + 1 + random.nextInt(random.nextBoolean() ? 2 : 12));
        List<String> some = new ArrayList<>(lines.subList(from, to));
        switch (random.nextInt(3)) {
            case 0 -> lines.subList(from, to).clear();
            case 1 -> lines.addAll(random.nextInt(lines.size() + 1), content.length > LARGEST ? List.of() : some);
            default -> {
                lines.subList(from, to).clear();
                lines.addAll(lines.isEmpty() ? 0 : random.nextInt(lines.size()), some);
            }
        }
        return String.join("", lines).getBytes(StandardCharsets.UTF_8);
    }

    /** A stretch of another file, somewhere. */
    private byte[] spliced(byte[] content) {
        byte[] other = others.get(random.nextInt(others.size()));
        if (other.length == 0 || content.length > LARGEST) {
            return content;
        }
        int from = random.nextInt(other.length);
        int length = Math.min(other.length - from, random.nextInt(random.nextInt(8) == 0 ? 20_000 : 300) + 1);
        return inserted(content, Arrays.copyOfRange(other, from, from + length));
    }

    private byte[] extreme(byte[] content) {
        return inserted(content, EXTREMES.get(random.nextInt(EXTREMES.size())).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] inserted(byte[] content, byte[] part) {
        int at = random.nextInt(content.length + 1);
        int skipped = random.nextInt(3) == 0 ? Math.min(part.length, content.length - at) : 0;
        byte[] mutant = new byte[content.length - skipped + part.length];
        System.arraycopy(content, 0, mutant, 0, at);
        System.arraycopy(part, 0, mutant, at, part.length);
        System.arraycopy(content, at + skipped, mutant, at + part.length, content.length - at - skipped);
        return mutant;
    }
}
