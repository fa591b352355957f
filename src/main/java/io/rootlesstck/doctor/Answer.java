package io.rootlesstck.doctor;

/**
 * What a program said.
 *
 * @param exit its exit code
 */
public record Answer(int exit, String out, String err) {
    boolean ok() {
        return exit == 0;
    }

    /** The last line of what it wrote to standard error, else the exit code. */
    String complaint() {
        return err.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .map(String::strip)
                .orElse("exit code " + exit);
    }
}
