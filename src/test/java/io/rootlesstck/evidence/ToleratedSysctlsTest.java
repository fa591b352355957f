package io.rootlesstck.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.claim.Claims;
import io.rootlesstck.claim.KubernetesVersion;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.evidence.ToleratedSysctls.Finding;
import io.rootlesstck.evidence.ToleratedSysctls.State;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToleratedSysctlsTest {
    private static final String TOLERATED =
            "\"Updating kernel flag failed (running in UserNS, ignoring)\" flag=\"%s\""
                    + " err=\"open /proc/sys/%s: permission denied\"";
    private static final String HINT =
            "\"Updating kernel flag failed (Hint: enable KubeletInUserNamespace feature flag to"
                    + " ignore the error)\" err=\"open /proc/sys/%s: permission denied\""
                    + " flag=\"%s\"";

    private final Claims claims = Claims.load(Path.of("scenarios/claims.yaml"));

    @ParameterizedTest
    @EnumSource
    void eachSysctlHasItsClaim(Sysctl sysctl) {
        assertThat(claimOf(sysctl).flag()).isEqualTo(sysctl.flag());
        assertThat(Sysctl.find(sysctl.key())).contains(sysctl);
    }

    @ParameterizedTest
    @EnumSource
    void aDifferentValueWithTheLineIsTolerated(Sysctl sysctl) {
        Finding finding = find(sysctl, "7", "7", TOLERATED);

        assertThat(finding.state()).isEqualTo(State.TOLERATED);
        assertThat(finding.line()).contains(sysctl.flag());
    }

    @Test
    void theLineOfAnotherSysctlDoesNotCount() {
        String other = TOLERATED.replace("%s", "kernel/panic_on_oops");

        assertThat(find(Sysctl.PANIC, "0", "0", other).state()).isEqualTo(State.SILENT);
    }

    @Test
    void theWantedValueNeedsNoLine() {
        assertThat(find(Sysctl.PANIC_ON_OOM, "0", "0", "").state()).isEqualTo(State.ALREADY_EQUAL);
    }

    @Test
    void theHintMeansRefused() {
        assertThat(find(Sysctl.PANIC, "0", "0", HINT).state()).isEqualTo(State.REFUSED);
    }

    @Test
    void anotherValueAfterwardsMeansChangedWhateverTheLogSays() {
        assertThat(find(Sysctl.PANIC, "0", "10", TOLERATED).state()).isEqualTo(State.CHANGED);
    }

    @Test
    void aValueThatCannotBeReadShowsNothing() {
        assertThat(find(Sysctl.PANIC, null, "0", TOLERATED).state()).isEqualTo(State.UNREADABLE);
        assertThat(find(Sysctl.PANIC, "0", null, TOLERATED).state()).isEqualTo(State.UNREADABLE);
    }

    private PageClaim claimOf(Sysctl sysctl) {
        return claims.matching("kubelet.sysctl.*").stream()
                .filter(claim -> sysctl.key().equals(claim.subject()))
                .findFirst()
                .orElseThrow();
    }

    private Finding find(
            Sysctl sysctl, @Nullable String before, @Nullable String after, String line) {
        return ToleratedSysctls.find(
                sysctl,
                claimOf(sysctl),
                KubernetesVersion.parse("v1.37.2"),
                before,
                after,
                List.of("\"Starting kubelet\"", line.replace("%s", sysctl.flag())));
    }
}
