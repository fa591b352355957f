package io.rootlesstck.doctor;

import java.util.List;

/**
 * Whether a machine is fit for an engine.
 *
 * @param unfit ids of the checks that make it unfit
 * @param undecided ids of needed checks that could not be made
 * @param limits ids of the checks whose findings only limit
 * @param notInstalled programs of the engine that are not there, which is no fault of the machine
 */
public record EngineVerdict(
        EngineNeeds engine,
        List<String> unfit,
        List<String> undecided,
        List<String> limits,
        List<String> notInstalled) {
    /** The verdict in a word. */
    public enum Fitness {
        /** Everything that it asks for is there. */
        FIT("fit"),
        /** It runs, with less. */
        LIMITED("fit with limits"),
        /** What it needs could not all be looked at; nothing that was seen speaks against it. */
        UNDECIDED("undecided"),
        /** It does not run. */
        UNFIT("unfit");

        private final String word;

        Fitness(String word) {
            this.word = word;
        }

        /** The word for people and for JSON. */
        public String word() {
            return word;
        }
    }

    /** Copies the lists. */
    public EngineVerdict {
        unfit = List.copyOf(unfit);
        undecided = List.copyOf(undecided);
        limits = List.copyOf(limits);
        notInstalled = List.copyOf(notInstalled);
    }

    /** The verdict; nothing is fit that was not seen to be. */
    public Fitness fitness() {
        if (!unfit.isEmpty()) {
            return Fitness.UNFIT;
        }
        if (!undecided.isEmpty()) {
            return Fitness.UNDECIDED;
        }
        return limits.isEmpty() ? Fitness.FIT : Fitness.LIMITED;
    }

    /** Whether nodes can run by it, with limits or without. */
    public boolean isFit() {
        return fitness() == Fitness.FIT || fitness() == Fitness.LIMITED;
    }
}
