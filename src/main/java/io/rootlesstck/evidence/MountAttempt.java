package io.rootlesstck.evidence;

import io.rootlesstck.scenario.RefusalCause;

/**
 * What became of a mount that was tried.
 *
 * @param what was to be mounted, for a person: {@code the volume data of the pod reader-x7k2p}
 * @param mounted whether it is mounted
 * @param said what was said of it: a program's output, or the kubelet's events
 * @param refusal why it is not mounted; {@link RefusalCause#UNKNOWN} also where it is
 */
public record MountAttempt(String what, boolean mounted, String said, Refusal refusal) {
    private static final RefusalClassifier CLASSIFIER = RefusalClassifier.load();

    /** One that succeeded. */
    public static MountAttempt mounted(String what, String said) {
        return new MountAttempt(what, true, said, new Refusal(RefusalCause.UNKNOWN, null));
    }

    /** One that failed, its cause read from what was said. */
    public static MountAttempt refused(String what, String said) {
        return new MountAttempt(what, false, said, CLASSIFIER.classify(said));
    }

    /** The same with what else was seen of it, which may tell the cause better. */
    public MountAttempt with(String seen) {
        return mounted ? mounted(what, said + "\n" + seen) : refused(what, said + "\n" + seen);
    }
}
