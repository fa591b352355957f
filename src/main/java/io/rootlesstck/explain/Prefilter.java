package io.rootlesstck.explain;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import io.rootlesstck.evidence.LogPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.regex.Pattern;

/**
 * Finds, in one pass over bytes, where a line may be of a known kind: one literal text of each kind
 * is looked for, all of them at once (Aho-Corasick). Nearly all lines of a log hold none, and are
 * never decoded.
 *
 * <p>Immutable.
 */
final class Prefilter {
    /** Stands for a pattern where a text says that the line is an error in klog's text format. */
    static final int KLOG_ERROR = -1;

    /** Stands for a pattern where a text says that the line is an error in another format. */
    static final int ERROR = -2;

    /** Stands for a pattern where a line tells the kubelet's version. */
    static final int VERSION = -3;

    // What JSON escapes, or what may be escaped once more by each log that hands a line on.
    private static final Pattern ESCAPED = Pattern.compile("[^\\x20-\\x7e]|[\"\\\\<>&]");

    // Months go from 01 to 12: klog's header begins with one of these.
    private static final List<String> KLOG_ERRORS = List.of("E0", "E1", "F0", "F1");

    private static final List<String> ERRORS =
            List.of(
                    "level=error",
                    "level=fatal",
                    "level=panic",
                    "\"level\":\"error\"",
                    "\"level\":\"fatal\"");

    // Bytes; below it there is nothing to gain.
    private static final int SMALLEST_PART = 64 * 1024;

    private record Part(int from, int to) {}

    private record Hit(int end, int[] patterns) {}

    private final AhoCorasickDoubleArrayTrie<int[]> trie = new AhoCorasickDoubleArrayTrie<>();

    /** Told of each literal that is found. */
    @FunctionalInterface
    interface Hits {
        /**
         * A literal ends here.
         *
         * @param end index of the byte behind it
         * @param patterns indices of the patterns that it belongs to, or one of the constants
         */
        void hit(int end, int[] patterns);
    }

    Prefilter(List<LogPattern> patterns) {
        TreeMap<String, List<Integer>> byLiteral = new TreeMap<>();
        for (int i = 0; i < patterns.size(); i++) {
            add(byLiteral, literal(patterns.get(i)), i);
        }
        KLOG_ERRORS.forEach(text -> add(byLiteral, text, KLOG_ERROR));
        ERRORS.forEach(text -> add(byLiteral, text, ERROR));
        add(byLiteral, "kubeletVersion", VERSION);
        TreeMap<String, int[]> literals = new TreeMap<>();
        byLiteral.forEach(
                (text, values) ->
                        literals.put(text, values.stream().mapToInt(Integer::intValue).toArray()));
        trie.build(literals);
    }

    private static void add(TreeMap<String, List<Integer>> map, String text, int value) {
        map.computeIfAbsent(text, key -> new ArrayList<>()).add(value);
    }

    /** The longest part of a pattern's texts that stands in a line in whatever way it is quoted. */
    static String literal(LogPattern pattern) {
        return pattern.texts().stream()
                .flatMap(ESCAPED::splitAsStream)
                .max(Comparator.comparingInt(String::length))
                .filter(text -> text.length() >= 4)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        pattern.id() + " has no text that is never escaped"));
    }

    /** Looks at the first bytes of a buffer, which are whole lines: each CPU at some of them. */
    void scan(byte[] buffer, int to, Hits hits) {
        // The caller of a parallel stream works beside its pool.
        int workers = ForkJoinPool.getCommonPoolParallelism() + 1;
        int size = Math.max(to / workers + 1, SMALLEST_PART);
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < to; ) {
            int end = Math.min(from + size, to);
            while (end < to && buffer[end - 1] != '\n') {
                end++;
            }
            parts.add(new Part(from, end));
            from = end;
        }
        parts.parallelStream()
                .map(part -> found(buffer, part))
                .forEachOrdered(found -> found.forEach(hit -> hits.hit(hit.end(), hit.patterns())));
    }

    private List<Hit> found(byte[] buffer, Part part) {
        // A byte is a character here, so that places in the text are places in the part.
        char[] text = new char[part.to() - part.from()];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) (buffer[part.from() + i] & 0xff);
        }
        List<Hit> found = new ArrayList<>();
        AhoCorasickDoubleArrayTrie.IHit<int[]> each =
                (begin, end, patterns) -> found.add(new Hit(part.from() + end, patterns));
        trie.parseText(text, each);
        return found;
    }
}
