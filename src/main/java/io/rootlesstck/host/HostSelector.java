package io.rootlesstck.host;

import io.rootlesstck.base.Progress;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.base.UsageException;
import io.rootlesstck.host.ssh.SshAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** Takes the first usable host of a list, and keeps why the others were not taken. */
@API(status = API.Status.INTERNAL)
public final class HostSelector {
    private static final String AUTO = "auto";

    private final String given;
    private final String wanted;
    private final List<Candidate> candidates;

    /**
     * Prepares a choice.
     *
     * @param candidates in the order of preference
     * @throws io.rootlesstck.base.UsageException if {@code tck.host} names no sort of host
     */
    public HostSelector(Settings settings, List<Candidate> candidates) {
        this.given = settings.get(Setting.HOST);
        this.wanted =
                SshAddress.isMeantBy(given)
                        ? Candidate.Sort.SSH.word()
                        : settings.choice(
                                Setting.HOST,
                                AUTO,
                                Candidate.Sort.ENGINE.word(),
                                Candidate.Sort.VM.word(),
                                Candidate.Sort.CONTAINER.word());
        this.candidates = List.copyOf(candidates);
    }

    /**
     * Chooses, and prints the choice with its reasons.
     *
     * @throws NoHostException if no candidate is usable, or the one that the user named is not; the
     *     message gives each one's reason
     */
    public Selection select() {
        List<PassedOver> passedOver = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (!wanted.equals(AUTO) && !wanted.equals(candidate.sort().word())) {
                if (candidate.isNamed() && !isWhereTheContainerGoes(candidate)) {
                    throw contradiction(candidate);
                }
                passOver(passedOver, candidate, "not asked for (-Dtck.host=" + given + ")");
                continue;
            }
            Offer offer = candidate.offer();
            if (offer instanceof Offer.Refused refused) {
                passOver(passedOver, candidate, String.join("; ", refused.reasons()));
                if (candidate.isNamed()) {
                    throw refused(candidate, refused);
                }
            } else if (offer instanceof Offer.Accepted accepted) {
                Progress.line(
                        "host: taking %s: %s"
                                .formatted(accepted.host().describe(), accepted.reason()));
                return new Selection(accepted.host(), accepted.reason(), passedOver);
            }
        }
        throw new NoHostException(
                TckException.of("find a host for rootless nodes")
                        .found(
                                passedOver.isEmpty()
                                        ? "There is no engine here, and no other host was allowed."
                                        : passedOver.stream()
                                                .map(p -> p.candidate() + ": " + p.reason())
                                                .collect(Collectors.joining("\n")))
                        .next(
                                "Point DOCKER_HOST at a rootless Docker or Podman with delegated"
                                        + " cgroups (./tck doctor says what this machine lacks for"
                                        + " one), or let the kit boot its own VM with"
                                        + " -Dtck.host=vm.")
                        .error());
    }

    /** Another host than the one that was named would be a surprise, so there is none. */
    private static NoHostException refused(Candidate candidate, Offer.Refused refused) {
        return new NoHostException(
                TckException.of(
                                "use the %s, which %s names"
                                        .formatted(candidate.describe(), candidate.namedBy()))
                        .found(String.join("\n", refused.reasons()))
                        .next(
                                candidate.sort() == Candidate.Sort.ENGINE
                                        ? "Name a rootless engine, or unset DOCKER_HOST to let the"
                                                + " kit find or make a host."
                                        : "Mend that, or leave %s out to let the kit find or make a"
                                                        .formatted(candidate.namedBy())
                                                + " host.")
                        .error());
    }

    /** A host container is made on the engine that DOCKER_HOST names. */
    private boolean isWhereTheContainerGoes(Candidate candidate) {
        return wanted.equals(Candidate.Sort.CONTAINER.word())
                && candidate.sort() == Candidate.Sort.ENGINE;
    }

    private UsageException contradiction(Candidate candidate) {
        return new UsageException(
                "-D%s=%s, but DOCKER_HOST names the %s, and Testcontainers would take that. Unset one of the two."
                        .formatted(Setting.HOST.key(), given, candidate.describe()));
    }

    private static void passOver(List<PassedOver> passedOver, Candidate candidate, String reason) {
        passedOver.add(new PassedOver(candidate.describe(), reason));
        Progress.line("host: passing over %s: %s".formatted(candidate.describe(), reason));
    }
}
