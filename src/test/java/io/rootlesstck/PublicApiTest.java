package io.rootlesstck;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.rootlesstck.base.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the library from changing for its users by accident: {@code api.txt} lists what they can
 * name, and a change of it is a change that a reviewer sees.
 */
class PublicApiTest {
    /** The property that makes the list say what the code says. */
    private static final String ACCEPT = "rootlesstck.api";

    private static final Path LIST = Path.of("src/test/resources/io/rootlesstck/api.txt");

    private static final JavaClasses KIT =
            new ClassFileImporter()
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .importPackages("io.rootlesstck");

    private static final PublicApi API = PublicApi.of(KIT);

    @Test
    void changesOnlyWhereThatIsMeant() throws IOException {
        List<String> now = List.copyOf(API.lines());
        if ("accept".equals(System.getProperty(ACCEPT))) {
            WholeFile.write(LIST, String.join("\n", now) + "\n");
        }
        List<String> listed = Files.readAllLines(LIST);

        List<String> changes =
                Stream.concat(
                                listed.stream()
                                        .filter(line -> !now.contains(line))
                                        .map(line -> "- " + line),
                                now.stream()
                                        .filter(line -> !listed.contains(line))
                                        .map(line -> "+ " + line))
                        .sorted((a, b) -> a.substring(2).compareTo(b.substring(2)))
                        .toList();
        assertThat(String.join("\n", changes))
                .as(
                        "what users of the library can name, against %s. If the change is meant, take"
                                + " it over and commit it: mvn test-compile surefire:test@unit"
                                + " -Dtest=PublicApiTest -D%s=accept",
                        LIST, ACCEPT)
                .isEmpty();
        assertThat(listed).as("the order of the lines of %s", LIST).isEqualTo(now);
    }

    @Test
    void namesNothingInternal() {
        assertThat(String.join("\n", API.leaks()))
                .as(
                        "what users can name and cannot use; mark it, or what names it, with"
                                + " @API(status = …)")
                .isEmpty();
    }
}
