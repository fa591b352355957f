package io.rootlesstck.verdict;

import io.rootlesstck.claim.ClaimCells;
import io.rootlesstck.claim.ClaimSource;
import io.rootlesstck.claim.PageClaim;
import io.rootlesstck.claim.VersionRange;
import io.rootlesstck.verdict.Outcome.Role;
import io.rootlesstck.verdict.Outcome.Status;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Claims and outcomes for tests. */
final class Outcomes {
    private Outcomes() {}

    static PageClaim controlled() {
        return claim(null);
    }

    static PageClaim uncontrolled() {
        return claim("nothing can be made to fail");
    }

    private static PageClaim claim(@Nullable String noControl) {
        return new PageClaim(
                "demo.claim",
                "Heading",
                new ClaimSource("page", "Page", "https://example.org"),
                "Text.",
                VersionRange.ALL,
                ClaimCells.ALL,
                null,
                null,
                Map.of(),
                noControl);
    }

    static Outcome of(Role role, Status status, String reason) {
        return new Outcome(
                role,
                status,
                "Suite.method",
                role == Role.POSITIVE ? "kubelet/one" : "kubelet/two",
                reason,
                0.5,
                none(),
                List.of());
    }

    static SortedMap<String, String> none() {
        return new TreeMap<>();
    }
}
