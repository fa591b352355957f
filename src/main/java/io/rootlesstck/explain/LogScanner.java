package io.rootlesstck.explain;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;

/**
 * Takes a log's bytes as they come and hands on the lines that may be known. Its memory is one
 * block, however long the log or a line is.
 */
final class LogScanner {
    /** Only so many bytes of a line are looked at: longer ones are dumps, not messages. */
    static final int LINE_LIMIT = 64 * 1024;

    /** Bytes read at once; several lines of the greatest length. */
    static final int BLOCK = 1024 * 1024;

    /** Told of the lines that may be known, or are errors. */
    @FunctionalInterface
    interface Lines {
        /**
         * A line.
         *
         * @param number from 1 on
         * @param buffer has the line from {@code from} to before {@code to}
         * @param candidates indices of the patterns it may be of
         * @param error whether the line calls itself an error
         * @param version whether it tells the kubelet's version
         */
        void line(
                long number,
                byte[] buffer,
                int from,
                int to,
                BitSet candidates,
                boolean error,
                boolean version);
    }

    /** What was read, of all logs. */
    static final class Totals {
        boolean stopped; // nothing more is looked at
        int files;
        long lines;
        long bytes; // unpacked
        long cutLines; // longer than LINE_LIMIT
    }

    private final Prefilter prefilter;
    private final Lines sink;
    private final Totals totals;
    private final byte[] buffer = new byte[BLOCK];
    private final BitSet candidates = new BitSet();
    private boolean error;
    private boolean version;
    private int filled;
    private int end; // of what is looked at just now
    private int lineFrom;
    private int lineTo;
    private boolean skipping; // the rest of a line that is too long
    private long lines;

    LogScanner(Prefilter prefilter, Lines sink, Totals totals) {
        this.prefilter = prefilter;
        this.sink = sink;
        this.totals = totals;
    }

    /** Reads to the end of a stream; a line that has not ended there may go on in a later one. */
    void read(InputStream in) throws IOException {
        while (readSome(in)) {
            continue;
        }
    }

    /** Reads what there is, one block at the most; false at the end of the stream. */
    boolean readSome(InputStream in) throws IOException {
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            return false;
        }
        synchronized (totals) {
            if (totals.stopped) {
                return false;
            }
            take(count);
        }
        return true;
    }

    /** Ends the log: what was read last is a line though nothing ends it. */
    void end() {
        synchronized (totals) {
            if (filled > 0 && !totals.stopped) {
                look(filled);
            }
            filled = 0;
            skipping = false;
            lines = 0;
        }
    }

    private void take(int count) {
        totals.bytes += count;
        filled += count;
        if (skipping) {
            int newline = newline(0, filled);
            if (newline == filled) {
                filled = 0;
                return;
            }
            skipping = false;
            keepFrom(newline + 1);
        }
        int last = filled;
        while (last > 0 && buffer[last - 1] != '\n') {
            last--;
        }
        if (last > 0) {
            look(last);
            keepFrom(last);
        }
        if (filled > LINE_LIMIT) {
            look(LINE_LIMIT);
            totals.cutLines++;
            skipping = true;
            filled = 0;
        }
    }

    private void keepFrom(int from) {
        System.arraycopy(buffer, from, buffer, 0, filled - from);
        filled -= from;
    }

    /** Looks at the first bytes of the buffer, which are whole lines. */
    private void look(int to) {
        end = to;
        lineFrom = 0;
        lineTo = newline(0, to);
        prefilter.scan(buffer, to, this::hit);
        finishLine();
        while (lineTo + 1 < to) {
            nextLine();
            finishLine();
        }
    }

    private void hit(int at, int[] patterns) {
        while (at > lineTo) {
            finishLine();
            nextLine();
        }
        if (at - lineFrom > LINE_LIMIT) {
            return;
        }
        for (int pattern : patterns) {
            switch (pattern) {
                case Prefilter.KLOG_ERROR -> error |= isKlogError(at - 2);
                case Prefilter.ERROR -> error = true;
                case Prefilter.VERSION -> version = true;
                default -> candidates.set(pattern);
            }
        }
    }

    private void nextLine() {
        lineFrom = lineTo + 1;
        lineTo = newline(lineFrom, end);
    }

    private void finishLine() {
        lines++;
        totals.lines++;
        int length = lineTo - lineFrom;
        if (length > LINE_LIMIT) {
            totals.cutLines++;
            length = LINE_LIMIT;
        }
        if (error || version || !candidates.isEmpty()) {
            sink.line(lines, buffer, lineFrom, lineFrom + length, candidates, error, version);
            candidates.clear();
            error = false;
            version = false;
        }
    }

    /** Whether a header like {@code E1124 08:43} begins here, behind a blank or what quotes it. */
    private boolean isKlogError(int at) {
        return at + 11 <= lineTo
                && (at == lineFrom || buffer[at - 1] == ' ' || buffer[at - 1] == '"')
                && isDigit(at + 3)
                && isDigit(at + 4)
                && buffer[at + 5] == ' '
                && isDigit(at + 6)
                && buffer[at + 8] == ':';
    }

    private boolean isDigit(int at) {
        return buffer[at] >= '0' && buffer[at] <= '9';
    }

    private int newline(int from, int to) {
        int at = from;
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }
}
