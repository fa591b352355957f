package io.rootlesstck.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a Linux kernel.
 *
 * @param release all of it, as {@code uname -r} says, for example {@code 6.8.0-51-generic}
 */
public record KernelVersion(int major, int minor, String release) {
    static final String FILE = "/proc/sys/kernel/osrelease";

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?!\\d).*");

    /**
     * Reads a release: two numbers, and then what a distribution likes.
     *
     * @throws IllegalArgumentException if it is none
     */
    static KernelVersion parse(String release) {
        String text = release.strip();
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no version of a kernel");
        }
        return new KernelVersion(
                Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), text);
    }

    boolean isAtLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
    }

    @Override
    public String toString() {
        return release;
    }
}
