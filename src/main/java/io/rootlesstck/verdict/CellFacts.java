package io.rootlesstck.verdict;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was learnt of the system that a cell ran on.
 *
 * @param host facts of the host by name: what it is, its engine, kernel, controllers
 * @param passedOver the hosts that were passed over, in the order they were tried
 * @param versions what each binary said of itself, by component
 * @param timings seconds that each step of setting up took, by step
 */
public record CellFacts(
        SortedMap<String, Object> host,
        List<PassedOver> passedOver,
        SortedMap<String, String> versions,
        SortedMap<String, Double> timings) {

    /** Nothing, for a cell that was never set up. */
    public static CellFacts none() {
        return new CellFacts(new TreeMap<>(), List.of(), new TreeMap<>(), new TreeMap<>());
    }
}
