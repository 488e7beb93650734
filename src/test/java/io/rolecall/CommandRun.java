package io.rolecall;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command printed, and how it ended. */
public record CommandRun(int exit, String out, String err) {

    public static CommandRun of(Callable<Integer> command, String... arguments) {
        return of(Help.Ansi.OFF, command, arguments);
    }

    public static CommandRun of(Help.Ansi colours, Callable<Integer> command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(Help.defaultColorScheme(colours))
                .execute(arguments);
        return new CommandRun(exit, out.toString(), err.toString());
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }

    public List<String> lines() {
        return out.lines().toList();
    }
}
