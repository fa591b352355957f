package io.rootlesstck.report;

import io.rootlesstck.report.Page.Fact;
import io.rootlesstck.report.Page.Setting;
import io.rootlesstck.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the scenarios of a page configure: each once, however many claims it shows. */
final class ScenarioSettings {
    private static final int LONGEST_FILE = 2500;
    private static final int MOST_FILES = 12;

    private final ClaimBook book;
    private final List<Setting> settings = new ArrayList<>();

    ScenarioSettings(ClaimBook book) {
        this.book = book;
    }

    /** The number of a scenario in the page, or -1 where it is not known. */
    int key(String name) {
        Scenario scenario = book.scenario(name);
        if (scenario == null) {
            return -1;
        }
        for (Setting known : settings) {
            if (known.name().equals(name)) {
                return known.key();
            }
        }
        settings.add(
                new Setting(
                        settings.size(),
                        name,
                        VisibleText.of(scenario.title()),
                        VisibleText.of(scenario.description()),
                        text(scenario.base()),
                        files(scenario.dir())));
        return settings.size() - 1;
    }

    /** All that were asked for, in the order of their numbers. */
    List<Setting> all() {
        return List.copyOf(settings);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : VisibleText.of(text);
    }

    /**
     * The files as they stand in the folder: what a scenario says itself, not what it is laid over.
     */
    private static List<Fact> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            List<Path> regular =
                    files.filter(Files::isRegularFile).sorted().limit(MOST_FILES).toList();
            List<Fact> shown = new ArrayList<>();
            for (Path file : regular) {
                shown.add(
                        new Fact(
                                VisibleText.of(
                                        folder.relativize(file).toString().replace('\\', '/')),
                                VisibleText.cut(
                                        new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                                                .strip(),
                                        LONGEST_FILE)));
            }
            return shown;
        } catch (IOException e) {
            throw new UncheckedIOException("read the scenario " + folder, e);
        }
    }
}
