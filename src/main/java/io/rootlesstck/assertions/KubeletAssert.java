package io.rootlesstck.assertions;

import io.rootlesstck.base.Exec;
import io.rootlesstck.cell.Cell;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.cluster.KubeletRun;
import io.rootlesstck.scenario.Expectation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Sentences about what became of a kubelet. */
public final class KubeletAssert extends AbstractAssert<KubeletAssert, KubeletRun> {
    private static final int LOG_LINES = 12;
    private static final int NEAR_LINES = 3;

    KubeletAssert(KubeletRun actual) {
        super(actual, KubeletAssert.class);
    }

    /** Its node became Ready, by its own word. */
    public KubeletAssert isReady() {
        if (!actual.ready()) {
            failWithMessage(
                    "Expecting the kubelet with %s to make its node Ready, but %s.%s",
                    actual.scenario().name(), outcome(), lastLines());
        }
        return this;
    }

    /** It ended by itself, with a failure. */
    public KubeletAssert ended() {
        if (!actual.ended()) {
            failWithMessage(
                    "Expecting the kubelet with %s to end, but %s.",
                    actual.scenario().name(), outcome());
        }
        if (actual.waited().exit().orElse(0) == 0) {
            failWithMessage(
                    "Expecting the kubelet with %s to end with a failure, but it exited with 0.",
                    actual.scenario().name());
        }
        return this;
    }

    /** What the scenario expects: it runs, or it exits. */
    public KubeletAssert didAsExpected() {
        return switch (expected().kubelet()) {
            case RUNS -> isReady();
            case EXITS -> ended();
        };
    }

    /** What the scenario expects of a claim's kubelet: it runs or exits, and what its log holds. */
    public KubeletAssert didAsExpected(PageClaim claim, Cell cell) {
        return didAsExpected()
                .logged(expected().log(claim, cell.kubernetes()))
                .didNotLog(expected().notLog(claim, cell.kubernetes()));
    }

    private Expectation expected() {
        return actual.scenario().expect();
    }

    /** One line of its log holds each of the texts. */
    public KubeletAssert logged(List<String> texts) {
        for (String text : texts) {
            if (actual.log().lines().noneMatch(line -> line.contains(text))) {
                failWithMessage(
                        "Expecting the log of the kubelet with %s to have a line with%n  %s%n"
                                + "but it has none. What comes nearest:%n%s",
                        actual.scenario().name(), text, near(text));
            }
        }
        return this;
    }

    /** No line of its log holds any of the texts. */
    public KubeletAssert didNotLog(List<String> texts) {
        for (String text : texts) {
            actual.log()
                    .lines()
                    .filter(line -> line.contains(text))
                    .findFirst()
                    .ifPresent(
                            line ->
                                    failWithMessage(
                                            "Expecting no line of the log of the kubelet with %s"
                                                    + " to hold%n  %s%nbut one does:%n  %s",
                                            actual.scenario().name(), text, line));
        }
        return this;
    }

    private String outcome() {
        return switch (actual.waited().outcome()) {
            case READY -> "it runs and its node is Ready";
            case ENDED -> "it ended with exit code " + actual.waited().exit().orElse(-1);
            case TIMEOUT ->
                    "after %.1f s it neither ended nor made its node Ready (%s)"
                            .formatted(actual.took().toMillis() / 1e3, actual.waited().said());
        };
    }

    private String lastLines() {
        return "\nThe end of its log:\n" + Exec.Result.tail(actual.log(), LOG_LINES);
    }

    /**
     * The lines that share most of the text's words: a text that changed its wording shows here.
     */
    private String near(String text) {
        List<String> words =
                Arrays.stream(text.split("[^A-Za-z0-9_/]+")).filter(w -> w.length() > 2).toList();
        String lines =
                actual.log()
                        .lines()
                        .filter(line -> shared(line, words) > 0)
                        .sorted(Comparator.comparingLong((String line) -> -shared(line, words)))
                        .limit(NEAR_LINES)
                        .map(line -> "  " + line)
                        .collect(Collectors.joining("\n"));
        return lines.isEmpty() ? "  (no line shares a word with it)" : lines;
    }

    private static long shared(String line, List<String> words) {
        return words.stream().filter(line::contains).count();
    }
}
