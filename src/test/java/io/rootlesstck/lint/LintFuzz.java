package io.rootlesstck.lint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;

/**
 * The linter against bytes that Jazzer makes up; the first one says what kind the file is given as.
 *
 * <p>No part of the unit tests, for Jazzer's hooks would be in all of them. To run it: {@code
 * JAZZER_FUZZ=1 mvn test-compile surefire:test@unit -Dtest=LintFuzz}. What it begins with and what
 * it has found lies under {@code LintFuzzInputs}; {@link LinterTest} goes through all of that.
 */
class LintFuzz {
    @FuzzTest(maxDuration = "12m")
    void anyFile(byte[] bytes) {
        judge(bytes);
    }

    static void judge(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int kinds = ConfigKind.values().length;
        int choice = Math.floorMod(bytes[0], kinds + 1);
        LintProperties.judgeOrTell(
                Arrays.copyOfRange(bytes, 1, bytes.length),
                choice == kinds ? List.of() : List.of(ConfigKind.values()[choice]));
    }
}
