package io.rootlesstck.lint;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.WholeFile;
import io.rootlesstck.lint.LintFiles.Unreadable;
import io.rootlesstck.lint.Linter.Named;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Does the fixes that leave no choice. A change is kept only where the new text is read as well as
 * the old one, and lint finds in it what it found before but for what the fix was for. A file that
 * cannot be read is left alone.
 */
public final class Fixer {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int CONTEXT = 3;

    private final Supplier<Linter> linters;
    private final List<Fixed> fixed = new ArrayList<>();

    /**
     * A file with fixes.
     *
     * @param name as the user named it
     * @param findings what was mended
     */
    public record Fixed(Path name, Path file, String before, String after, List<Finding> findings) {
        /** The change as {@code diff -u} shows it. */
        public String diff() {
            List<String> old = before.lines().toList();
            List<String> lines =
                    UnifiedDiffUtils.generateUnifiedDiff(
                            name.toString(),
                            name.toString(),
                            old,
                            DiffUtils.diff(old, after.lines().toList()),
                            CONTEXT);
            return String.join("\n", lines) + "\n";
        }

        /**
         * Writes the file.
         *
         * @throws TckException if it cannot be written; it is then as it was
         */
        public void write() {
            try {
                WholeFile.write(file, after);
            } catch (IOException e) {
                throw TckException.of("write the fixes of " + name)
                        .found(e.toString())
                        .next("Mend the cause, or see them with --dry-run.")
                        .cause(e)
                        .error();
            }
        }
    }

    /** Prepares to fix; linters that it is given judge as the user asked for. */
    public Fixer(Supplier<Linter> linters) {
        this.linters = linters;
    }

    /**
     * Fixes files and those of folders, in memory.
     *
     * @return what lint says of the fixed texts
     */
    public LintResult paths(List<Path> paths, Path base) {
        Linter after = linters.get();
        for (Named each : Linter.named(paths, base)) {
            Optional<Fixed> mended = mend(each);
            mended.ifPresent(fixed::add);
            if (mended.isPresent()) {
                after.text(each.name(), withoutMark(mended.get().after()), each.met());
            } else {
                after.file(each);
            }
        }
        return after.result();
    }

    /** The files with fixes; none was written yet. */
    public List<Fixed> fixed() {
        return List.copyOf(fixed);
    }

    private Optional<Fixed> mend(Named each) {
        String text;
        try {
            text = LintFiles.text(each.file());
        } catch (Unreadable e) {
            return Optional.empty();
        }
        List<Finding> done = new ArrayList<>();
        String mended = mend(each.name(), text, done);
        if (done.isEmpty()) {
            return Optional.empty();
        }
        String mark = startsWithMark(each.file()) ? BYTE_ORDER_MARK : "";
        return Optional.of(new Fixed(each.name(), each.file(), mark + text, mark + mended, done));
    }

    /** Fixes a text; each fix that is kept leaves less to find, so it comes to an end. */
    String mend(Path name, String original, List<Finding> done) {
        String text = original;
        Set<Finding> cannot = new HashSet<>();
        LintResult now = lint(name, text);
        boolean goOn = now.problems().isEmpty();
        while (goOn) {
            goOn = false;
            for (Finding finding : now.findings()) {
                if (cannot.contains(finding) || !Mending.isToTheLetter(finding.fix())) {
                    continue;
                }
                Optional<String> mended = Mending.of(text, finding);
                LintResult then = mended.isPresent() ? lint(name, mended.get()) : now;
                if (mended.isPresent() && isBetter(now, then, finding)) {
                    text = mended.get();
                    now = then;
                    done.add(finding);
                    goOn = true;
                    break;
                }
                cannot.add(finding);
            }
        }
        return text;
    }

    private LintResult lint(Path name, String text) {
        return linters.get().text(name, text, false).result();
    }

    /**
     * What was to be fixed is gone, as much is read as before, and nothing new is found but what
     * weighs less: a key that an old kernel needs is noted as one that a new one does not.
     */
    private static boolean isBetter(LintResult before, LintResult after, Finding fixed) {
        if (!after.problems().isEmpty() || after.files() != before.files()) {
            return false;
        }
        List<String> expected =
                new ArrayList<>(before.findings().stream().map(Fixer::kind).toList());
        expected.remove(kind(fixed));
        for (Finding left : after.findings()) {
            if (!expected.remove(kind(left)) && left.level().compareTo(fixed.level()) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static String kind(Finding finding) {
        return finding.rule().id() + ": " + finding.message();
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static boolean startsWithMark(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] mark = BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8);
            return Arrays.equals(in.readNBytes(mark.length), mark);
        } catch (IOException e) {
            throw TckException.of("read " + file).found(e.toString()).cause(e).error();
        }
    }
}
