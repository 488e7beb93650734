package io.rolecall;

import io.rolecall.advice.AuditCommand;
import io.rolecall.advice.ImpactCommand;
import io.rolecall.advice.InterviewCommand;
import io.rolecall.advice.RecommendCommand;
import io.rolecall.policy.AnalyseCommand;
import io.rolecall.policy.CheckCommand;
import io.rolecall.policy.DiffCommand;
import io.rolecall.policy.TestCommand;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Serves, or runs the command named first. */
@SpringBootApplication
@Command(
        name = "rolecall",
        description = "Advice by rules: what to do, why, and a record of it.",
        mixinStandardHelpOptions = true,
        versionProvider = Rolecall.Version.class,
        subcommands = {
            Rolecall.Serve.class,
            CheckCommand.class,
            AnalyseCommand.class,
            TestCommand.class,
            DiffCommand.class,
            ImpactCommand.class,
            RecommendCommand.class,
            InterviewCommand.class,
            AuditCommand.class
        })
public class Rolecall implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        boolean serve = arguments.length == 0
                || arguments[0].equals("serve")
                || arguments[0].startsWith("--") && arguments[0].contains("=");
        if (serve && !List.of(arguments).contains("--help")) {
            serve(arguments);
        } else {
            System.exit(new CommandLine(new Rolecall()).execute(arguments));
        }
    }

    private static void serve(String[] arguments) {
        String[] properties = arguments.length > 0 && arguments[0].equals("serve")
                ? List.of(arguments).subList(1, arguments.length).toArray(String[]::new)
                : arguments;
        try {
            SpringApplication.run(Rolecall.class, properties);
        } catch (RuntimeException e) {
            System.exit(1); // the failure was reported in one line
        }
    }

    /** Reached without a command only where a command was expected. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** Stands here for the help; {@link #main} serves before commands are looked at. */
    @Command(
            name = "serve",
            description = "Serves the API. Properties follow as --server.port=8080.",
            mixinStandardHelpOptions = true)
    static final class Serve implements Runnable {

        @Unmatched
        private List<String> properties = List.of();

        @Override
        public void run() {
            serve(properties.toArray(String[]::new));
        }
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Rolecall.class.getPackage().getImplementationVersion();
            return new String[] {"rolecall " + (version == null ? "from source" : version)};
        }
    }
}
