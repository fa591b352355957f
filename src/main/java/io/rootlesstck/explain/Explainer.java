package io.rootlesstck.explain;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.rootlesstck.base.UsageException;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.evidence.LogClassifier;
import io.rootlesstck.evidence.LogPattern;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Explains logs: what their lines mean, which claims they tell of, and what is behind what. One
 * thread reads; any may ask what is explained, or stop it.
 */
public final class Explainer {
    // "Kubelet version" kubeletVersion="v1.37.2", in klog's text format or as JSON.
    private static final Pattern VERSION =
            Pattern.compile("kubeletVersion\\W{1,6}(v\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})");

    /** What lines of one pattern and one claim have in common. */
    private record Key(int pattern, @Nullable String claim) {}

    private final List<LogPattern> patterns;
    private final Prefilter prefilter;
    private final Set<String> claims;
    private final @Nullable KubernetesVersion given;
    private final boolean keepUnknown;
    private final Instant now;
    private final Consumer<Finding> first;
    private final Map<Key, Tally> tallies = new LinkedHashMap<>();
    private final UnknownErrors unknown = new UnknownErrors();
    private final LogScanner.Totals totals = new LogScanner.Totals();

    /**
     * Makes an explainer.
     *
     * @param version the Kubernetes version of the logs; null if they are to say it themselves
     * @param keepUnknown whether error lines that are not known are to be kept
     * @param now what times without a year are read by
     * @param first is told of each finding when its first line is read
     */
    public Explainer(
            LogClassifier known,
            Claims claims,
            @Nullable KubernetesVersion version,
            boolean keepUnknown,
            Instant now,
            Consumer<Finding> first) {
        this.patterns = known.patterns();
        this.prefilter = new Prefilter(patterns);
        this.claims = claims.all().stream().map(PageClaim::id).collect(toUnmodifiableSet());
        this.given = version;
        this.keepUnknown = keepUnknown;
        this.now = now;
        this.first = first;
    }

    /** Begins a log; the caller feeds the scanner and ends it. */
    LogScanner open(String file) {
        totals.files++;
        return new LogScanner(prefilter, new OneLog(file), totals);
    }

    /** What is known so far. */
    public Explained explained() {
        synchronized (totals) {
            List<Finding> findings = tallies.values().stream().map(Tally::finding).toList();
            return new Explained(
                    findings,
                    RootCauses.of(findings),
                    unknown.kinds(),
                    unknown.count(),
                    totals.files,
                    totals.lines,
                    totals.bytes,
                    totals.cutLines);
        }
    }

    /** Looks at nothing more; by another thread than the one that reads, when it is interrupted. */
    public Explained stop() {
        synchronized (totals) {
            totals.stopped = true;
            return explained();
        }
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopped() {
        synchronized (totals) {
            return totals.stopped;
        }
    }

    /** The lines of one log. */
    private final class OneLog implements LogScanner.Lines {
        private final String file;
        private @Nullable KubernetesVersion version = given;

        OneLog(String file) {
            this.file = file;
        }

        @Override
        public void line(
                long number,
                byte[] buffer,
                int from,
                int to,
                BitSet candidates,
                boolean error,
                boolean tellsVersion) {
            if (candidates.isEmpty() && !tellsVersion && !keepUnknown) {
                unknown.add();
                return;
            }
            // What is no UTF-8 becomes U+FFFD.
            String line = new String(buffer, from, to - from, StandardCharsets.UTF_8);
            if (tellsVersion && given == null) {
                readVersion(line);
            }
            if (!find(number, line, candidates) && error) {
                if (keepUnknown) {
                    unknown.add(file, number, line, now);
                } else {
                    unknown.add();
                }
            }
        }

        private boolean find(long number, String line, BitSet candidates) {
            if (candidates.isEmpty()) {
                return false;
            }
            String text = LineText.of(line);
            for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
                LogPattern pattern = patterns.get(i);
                if (pattern.matchesUnescaped(text) && isOfVersion(pattern)) {
                    count(i, pattern, text, number, line);
                    return true;
                }
            }
            return false;
        }

        private boolean isOfVersion(LogPattern pattern) {
            return version == null || pattern.versions().contains(version);
        }

        private void count(int index, LogPattern pattern, String text, long number, String line) {
            String claim = pattern.claimOf(text);
            if (claim != null && !claim.endsWith("*") && !claims.contains(claim)) {
                claim = pattern.claim(); // of a row that there is not
            }
            Key key = new Key(index, claim);
            Tally tally = tallies.get(key);
            boolean isNew = tally == null;
            if (tally == null) {
                tally = new Tally(pattern, claim, now);
                tallies.put(key, tally);
            }
            tally.add(file, number, line);
            if (isNew) {
                first.accept(tally.finding());
            }
        }

        private void readVersion(String line) {
            Matcher told = VERSION.matcher(line);
            if (told.find()) {
                try {
                    version = KubernetesVersion.parse(told.group(1));
                } catch (UsageException e) {
                    throw new IllegalStateException("the pattern lets only versions through", e);
                }
            }
        }
    }
}
