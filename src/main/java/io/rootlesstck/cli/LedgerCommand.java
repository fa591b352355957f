package io.rootlesstck.cli;

import io.rootlesstck.base.KitFiles;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.WholeFile;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.verdict.Ledger;
import io.rootlesstck.verdict.LedgerUpdate;
import io.rootlesstck.verdict.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tck ledger}: the deviations that are expected. */
@Command(
        name = "ledger",
        description = "Looks after the deviations that are expected (scenarios/ledger.yaml).",
        mixinStandardHelpOptions = true)
final class LedgerCommand {
    @Spec private CommandSpec spec;

    LedgerCommand() {
        this.spec = CommandSpec.create();
    }

    @Command(
            name = "update",
            description = {
                "Makes the ledger expect what a result says, and says what it changed.",
                "Cells and claims that are not in the result stay as they are."
            })
    int update(
            @Mixin SettingsOption option,
            @Option(
                            names = "--result",
                            paramLabel = "FILE",
                            defaultValue = "target/tck/result.json",
                            description = "The result of a run (${DEFAULT-VALUE}).")
                    Path result) {
        Settings settings = option.settings();
        Path home = KitFiles.of("scenarios");
        Path file = settings.find(Setting.LEDGER).map(Path::of).orElse(home.resolve(Ledger.NAME));
        LedgerUpdate.Updated updated =
                LedgerUpdate.of(
                        file,
                        Claims.load(home.resolve("claims.yaml")),
                        Matrix.load(home.resolve("matrix.yaml")).names(),
                        ResultFile.read(result));
        updated.changes().forEach(this::print);
        updated.leftOut().forEach(each -> print("left out " + each));
        if (updated.changes().isEmpty()) {
            print(file + " is as the result says.");
            return 0;
        }
        write(file, updated.text());
        print("Wrote %s: look at the reasons and links of what is new.".formatted(file));
        return 0;
    }

    private static void write(Path file, String text) {
        try {
            WholeFile.write(file, text);
        } catch (IOException e) {
            throw TckException.of("write the ledger " + file).found(e.toString()).cause(e).error();
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
