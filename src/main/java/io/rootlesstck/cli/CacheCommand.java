package io.rootlesstck.cli;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.host.vm.KeptVm;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tck cache}: what was built once and kept. */
@Command(
        name = "cache",
        description = "Lists and removes what was built once and kept.",
        mixinStandardHelpOptions = true)
final class CacheCommand {
    /** What a VM that is up runs from. */
    private static final Set<String> OF_THE_VM = Set.of("kernel", "disk");

    private static final long KIB = 1024;

    @Spec private CommandSpec spec;

    CacheCommand() {
        this.spec = CommandSpec.create();
    }

    @Command(name = "list", description = "Lists the entries, the one used longest ago first.")
    int list(@Mixin SettingsOption option) {
        Cache cache = option.cache();
        List<Cache.Entry> entries = cache.list();
        for (Cache.Entry entry : entries) {
            print(line(entry));
        }
        print(
                "%d entries, %s in %s"
                        .formatted(
                                entries.size(),
                                size(entries.stream().mapToLong(Cache.Entry::bytes).sum()),
                                cache.root()));
        return 0;
    }

    @Command(name = "prune", description = "Removes entries that were not used for some days.")
    int prune(
            @Mixin SettingsOption option,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "14",
                            description = "Not used for N days (${DEFAULT-VALUE}); 0 = all.")
                    int days) {
        if (days < 0) {
            throw new UsageException("--days " + days + ": must be 0 or more.");
        }
        Cache cache = option.cache();
        boolean up = new KeptVm(cache).state().isPresent();
        Instant since = Instant.now().minus(Duration.ofDays(days));
        long freed = 0;
        for (Cache.Entry entry : cache.list()) {
            if (!entry.lastUsed().isBefore(since)) {
                continue;
            }
            if (up && OF_THE_VM.contains(entry.kind())) {
                print("kept, the VM is up: " + entry.kind() + "/" + entry.name());
                continue;
            }
            cache.delete(entry);
            print("removed " + line(entry));
            freed += entry.bytes();
        }
        print("freed " + size(freed));
        return 0;
    }

    private static String line(Cache.Entry entry) {
        return "%9s  %3d d  %s/%s"
                .formatted(
                        size(entry.bytes()),
                        Duration.between(entry.lastUsed(), Instant.now()).toDays(),
                        entry.kind(),
                        entry.name());
    }

    /** A number of bytes for a person. */
    static String size(long bytes) {
        if (bytes < KIB * KIB) {
            return bytes / KIB + " KiB";
        }
        if (bytes < KIB * KIB * KIB) {
            return bytes / (KIB * KIB) + " MiB";
        }
        return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / (KIB * KIB * KIB));
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
