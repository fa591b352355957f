package io.rootlesstck.cli;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line of the kit. */
@Command(
        name = "tck",
        description =
                "Rootless TCK: runs the suites, and tells of machines, files, logs and results.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HostCommand.class,
            CacheCommand.class,
            LedgerCommand.class,
            MatrixCommand.class,
            DiffCommand.class,
            BaselineCommand.class,
            MergeCommand.class,
            DoctorCommand.class,
            LintCommand.class,
            ExplainCommand.class,
            ReportCommand.class,
            RunCommand.class,
            RegressCommand.class,
            HelpCommand.class
        })
public final class Main {
    /** Exit code of an error of the kit or of the machine. */
    static final int FAILED = 1;

    /** Exit code of wrong arguments or settings. */
    static final int USAGE = 2;

    Main() {}

    /** Runs a command and exits with its code: 0 done, 1 failed, 2 wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The commands, ready to run. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (error, command, parsed) -> {
                            if (!(error instanceof TckException)) {
                                throw error; // a fault of ours: with its whole trace
                            }
                            command.getErr().println(error.getMessage());
                            command.getErr().flush();
                            return error instanceof UsageException ? USAGE : FAILED;
                        });
    }
}
