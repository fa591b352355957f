package io.rootlesstck.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.diff.Baselines;
import io.rootlesstck.diff.Source;
import io.rootlesstck.verdict.ResultFile;
import io.rootlesstck.verdict.RunResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tck baseline}: results that are kept to compare with. */
@Command(
        name = "baseline",
        description = {
            "Keeps results to compare with (tck diff).",
            "They stand in .tck/baselines of the project, a folder each: commit it, and everybody"
                    + " compares with the same. To remove one, remove its folder."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it cannot be written",
            "2:wrong arguments, or a file that is no result"
        },
        mixinStandardHelpOptions = true)
final class BaselineCommand {
    @Spec private CommandSpec spec;

    BaselineCommand() {
        this.spec = CommandSpec.create();
    }

    @Command(
            name = "save",
            description = "Keeps a result, or several as repeated runs, under a name.",
            mixinStandardHelpOptions = true)
    int save(
            @Mixin SettingsOption option,
            @Mixin BaselinesOption baselines,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            defaultValue = Baselines.DEFAULT_NAME,
                            description = "The baseline's name (${DEFAULT-VALUE}).")
                    String name,
            @Option(
                            names = "--add",
                            description =
                                    "Add to the runs that it has, in place of replacing them.")
                    boolean add,
            @Parameters(
                            paramLabel = "RESULT",
                            arity = "0..*",
                            description =
                                    "A result.json, or a folder of them (target/tck/result.json).")
                    String... results) {
        String[] places =
                results == null || results.length == 0
                        ? new String[] {
                            Path.of(option.settings().get(Setting.OUTPUT), ResultFile.NAME)
                                    .toString()
                        }
                        : results;
        List<RunResult> runs = new ArrayList<>();
        for (String place : places) {
            Source.read(Source.path(place)).forEach(source -> runs.add(source.result()));
        }
        Baselines store = baselines.baselines();
        int had = Baselines.isName(name) ? runsOf(store, name) : 0;
        int has = store.save(name, runs, add);
        print(
                "Saved %s: %s in %s%s."
                        .formatted(
                                name,
                                runs(has),
                                store.folder().resolve(name),
                                had == 0 || add ? "" : ", in place of " + runs(had)));
        print(
                "Compare with it: tck diff%s"
                        .formatted(name.equals(Baselines.DEFAULT_NAME) ? "" : " " + name));
        return 0;
    }

    private static int runsOf(Baselines store, String name) {
        return store.find(name).map(saved -> saved.files().size()).orElse(0);
    }

    @Command(
            name = "list",
            description = "Lists the baselines with their runs and cells.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin BaselinesOption baselines,
            @Option(names = "--json", description = "For programs.") boolean json) {
        Baselines store = baselines.baselines();
        List<Entry> entries = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (Baselines.Saved saved : store.list()) {
            try {
                entries.add(Entry.of(saved.name(), store.read(saved.name())));
            } catch (UsageException e) {
                broken.add(String.valueOf(e.getMessage())); // the others can be listed all the same
            }
        }
        if (json) {
            print(json(entries));
        } else {
            entries.forEach(entry -> print(entry.line()));
            if (entries.isEmpty() && broken.isEmpty()) {
                print("There is none in %s. Keep one: tck baseline save".formatted(store.folder()));
            }
        }
        PrintWriter err = spec.commandLine().getErr();
        broken.forEach(err::println);
        err.flush();
        return broken.isEmpty() ? 0 : Main.USAGE;
    }

    /** A baseline as it is listed. */
    private record Entry(
            String name, int runs, Instant first, Instant last, String kit, List<String> cells) {
        static Entry of(String name, List<Source> sources) {
            SortedSet<Instant> started = new TreeSet<>();
            SortedSet<String> cells = new TreeSet<>();
            SortedSet<String> kits = new TreeSet<>();
            for (Source source : sources) {
                started.add(source.result().started());
                kits.add(source.result().kit());
                source.result().cells().forEach(cell -> cells.add(cell.cell()));
            }
            return new Entry(
                    name,
                    sources.size(),
                    started.first(),
                    started.last(),
                    String.join(", ", kits),
                    List.copyOf(cells));
        }

        String line() {
            return "%-16s %s, %s, kit %s: %s"
                    .formatted(
                            name,
                            BaselineCommand.runs(runs),
                            first.equals(last) ? first : first + " to " + last,
                            kit,
                            cells.isEmpty() ? "no cells" : String.join(", ", cells));
        }
    }

    private static String json(List<Entry> entries) {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode list = mapper.createArrayNode();
        for (Entry entry : entries) {
            ObjectNode node = list.addObject();
            node.put("name", entry.name);
            node.put("runs", entry.runs);
            node.put("first", entry.first.toString());
            node.put("last", entry.last.toString());
            node.put("kit", entry.kit);
            ArrayNode cells = node.putArray("cells");
            entry.cells.forEach(cells::add);
        }
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of names cannot be written as JSON", e);
        }
    }

    private static String runs(int number) {
        return number + (number == 1 ? " run" : " runs");
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
