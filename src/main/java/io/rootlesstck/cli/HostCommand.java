package io.rootlesstck.cli;

import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.Sweep;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.Engine;
import io.rootlesstck.host.Ports;
import io.rootlesstck.host.vm.HostState;
import io.rootlesstck.host.vm.KeptVm;
import io.rootlesstck.host.vm.VmHosts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tck host}: the embedded VM that stays up between runs. */
@Command(
        name = "host",
        description = "Starts, ends and enters the VM that -Dtck.host.reuse=true runs use.",
        mixinStandardHelpOptions = true)
final class HostCommand {
    @Spec private CommandSpec spec;

    HostCommand() {
        this.spec = CommandSpec.create();
    }

    @Command(name = "up", description = "Boots the VM, if it is not up, and leaves it.")
    int up(@Mixin SettingsOption option) {
        Settings settings = option.settings();
        Sweep.run(option.cache());
        show(new VmHosts(settings, option.cache()).up(kind(settings), Optional.empty()));
        return 0;
    }

    @Command(name = "down", description = "Ends the VM.")
    int down(@Mixin SettingsOption option) {
        boolean was = new KeptVm(option.cache()).down();
        print(was ? "The VM is down." : "There was no VM to end.");
        return 0;
    }

    @Command(name = "status", description = "Says whether the VM is up and how to reach it.")
    int status(@Mixin SettingsOption option) {
        Optional<HostState> state = new KeptVm(option.cache()).state();
        state.ifPresentOrElse(this::show, () -> print("The VM is down."));
        return state.isPresent() ? 0 : Main.FAILED;
    }

    @Command(
            name = "ssh",
            description = "Opens a shell of root in the VM, or runs a command there.")
    int ssh(
            @Mixin SettingsOption option,
            @Parameters(paramLabel = "COMMAND", arity = "0..*") String... command)
            throws IOException, InterruptedException {
        List<String> words = command == null ? List.of() : List.of(command);
        List<String> argv =
                new KeptVm(option.cache())
                        .shell(words)
                        .orElseThrow(
                                () ->
                                        TckException.of("enter the VM")
                                                .found("It is down.")
                                                .next("./tck host up")
                                                .error());
        return new ProcessBuilder(argv).inheritIO().start().waitFor();
    }

    private static Engine.Kind kind(Settings settings) {
        String word = settings.find(Setting.ENGINE).orElse(Engine.Kind.DOCKER.word());
        for (Engine.Kind kind : Engine.Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw settings.bad(Setting.ENGINE, "docker or podman");
    }

    private void show(HostState state) {
        print("The VM is up: %s, process %d.".formatted(state.title(), state.pid()));
        for (Engine.Kind kind : Engine.Kind.values()) {
            print(
                    "  %-7s DOCKER_HOST=%s"
                            .formatted(
                                    kind.title().toLowerCase(Locale.ROOT), state.endpoint(kind)));
        }
        print("  ports   " + new Ports(state.ports()));
        print("  folder  " + state.folder());
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
