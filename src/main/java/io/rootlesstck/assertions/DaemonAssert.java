package io.rootlesstck.assertions;

import io.rootlesstck.base.Exec;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.DaemonRun;
import io.rootlesstck.scenario.Expectation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/**
 * Sentences about what became of a daemon.
 *
 * @param <SELF> the daemon's own kind of sentences
 * @param <R> what became of it
 */
public abstract class DaemonAssert<SELF extends DaemonAssert<SELF, R>, R extends DaemonRun>
        extends AbstractAssert<SELF, R> {
    private static final int LOG_LINES = 12;
    private static final int NEAR_LINES = 3;

    private final Words words;

    /**
     * How failures speak of the daemon.
     *
     * @param name "the kubelet"
     * @param toBeReady what it should do, "to make its node Ready"
     * @param isReady what it did, "it runs and its node is Ready"
     * @param wasReady what it did not do, "made its node Ready"
     */
    record Words(String name, String toBeReady, String isReady, String wasReady) {}

    DaemonAssert(R actual, Class<SELF> type, Words words) {
        super(actual, type);
        this.words = words;
    }

    /** It became ready: it lives and does what it is there for. */
    public SELF isReady() {
        if (!actual.ready()) {
            failWithMessage(
                    "Expecting %s with %s %s, but %s.%s",
                    words.name(),
                    actual.scenario().name(),
                    words.toBeReady(),
                    outcome(),
                    lastLines());
        }
        return myself;
    }

    /** It ended by itself, with a failure. */
    public SELF ended() {
        if (!actual.ended()) {
            failWithMessage(
                    "Expecting %s with %s to end, but %s.",
                    words.name(), actual.scenario().name(), outcome());
        }
        if (actual.waited().exit().orElse(0) == 0) {
            failWithMessage(
                    "Expecting %s with %s to end with a failure, but it exited with 0.",
                    words.name(), actual.scenario().name());
        }
        return myself;
    }

    /** What the scenario expects: it runs, or it exits. */
    public SELF didAsExpected() {
        return switch (expected().fateOf(actual.daemon())) {
            case RUNS -> isReady();
            case EXITS -> ended();
        };
    }

    /** What the scenario expects of a claim's daemon: it runs or exits, and what its log holds. */
    public SELF didAsExpected(PageClaim claim, Cell cell) {
        return didAsExpected()
                .logged(expected().log(claim, cell.kubernetes()))
                .didNotLog(expected().notLog(claim, cell.kubernetes()));
    }

    private Expectation expected() {
        return actual.scenario().expect();
    }

    /** One line of its log holds each of the texts. */
    public SELF logged(List<String> texts) {
        for (String text : texts) {
            if (actual.log().lines().noneMatch(line -> line.contains(text))) {
                failWithMessage(
                        "Expecting the log of %s with %s to have a line with%n  %s%n"
                                + "but it has none. What comes nearest:%n%s",
                        words.name(), actual.scenario().name(), text, near(text));
            }
        }
        return myself;
    }

    /** No line of its log holds any of the texts. */
    public SELF didNotLog(List<String> texts) {
        for (String text : texts) {
            actual.log()
                    .lines()
                    .filter(line -> line.contains(text))
                    .findFirst()
                    .ifPresent(
                            line ->
                                    failWithMessage(
                                            "Expecting no line of the log of %s with %s to hold%n"
                                                    + "  %s%nbut one does:%n  %s",
                                            words.name(), actual.scenario().name(), text, line));
        }
        return myself;
    }

    private String outcome() {
        return switch (actual.waited().outcome()) {
            case READY -> words.isReady();
            case ENDED -> "it ended with exit code " + actual.waited().exit().orElse(-1);
            case TIMEOUT ->
                    "after %.1f s it neither ended nor %s (%s)"
                            .formatted(
                                    actual.took().toMillis() / 1e3,
                                    words.wasReady(),
                                    actual.waited().said());
        };
    }

    private String lastLines() {
        return "\nThe end of its log:\n" + Exec.Result.tail(actual.log(), LOG_LINES);
    }

    /**
     * The lines that share most of the text's words: a text that changed its wording shows here.
     */
    private String near(String text) {
        List<String> needed =
                Arrays.stream(text.split("[^A-Za-z0-9_/]+")).filter(w -> w.length() > 2).toList();
        String lines =
                actual.log()
                        .lines()
                        .filter(line -> shared(line, needed) > 0)
                        .sorted(Comparator.comparingLong((String line) -> -shared(line, needed)))
                        .limit(NEAR_LINES)
                        .map(line -> "  " + line)
                        .collect(Collectors.joining("\n"));
        return lines.isEmpty() ? "  (no line shares a word with it)" : lines;
    }

    private static long shared(String line, List<String> needed) {
        return needed.stream().filter(line::contains).count();
    }
}
