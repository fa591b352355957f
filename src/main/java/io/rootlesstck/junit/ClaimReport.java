package io.rootlesstck.junit;

import io.rootlesstck.evidence.EvidenceDir;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a test says of its claim beside passing or failing; goes into {@code result.json}. */
public final class ClaimReport {
    private final EvidenceDir dir;
    private final List<String> evidence = new ArrayList<>();
    private final SortedMap<String, String> measured = new TreeMap<>();
    private @Nullable String drift;

    ClaimReport(EvidenceDir dir) {
        this.dir = dir;
    }

    /**
     * Says that the claim is no longer true: the source says no and it works, or the version made
     * the sentence false. The test goes on, and has to pass for the verdict to be {@code DRIFTED}.
     */
    public synchronized void drifted(String reason) {
        drift = drift == null ? reason : drift + "\n" + reason;
    }

    /** Keeps a value that was found, under a name. */
    public synchronized ClaimReport measured(String name, Object value) {
        measured.put(name, String.valueOf(value));
        return this;
    }

    /** Keeps a text that was seen, as a file of this test. */
    public synchronized ClaimReport evidence(String name, String text) {
        evidence.add(dir.write(name, text));
        return this;
    }

    /** Keeps a value as JSON; the name should end in {@code .json}. */
    public synchronized ClaimReport evidenceJson(String name, Object value) {
        evidence.add(dir.writeJson(name, value));
        return this;
    }

    /** Names a file that was already kept, as {@link EvidenceDir#write} returned it. */
    public synchronized ClaimReport seeAlso(String keptFile) {
        evidence.add(keptFile);
        return this;
    }

    synchronized @Nullable String drift() {
        return drift;
    }

    synchronized SortedMap<String, String> measured() {
        return new TreeMap<>(measured);
    }

    synchronized List<String> evidence() {
        return evidence.stream().distinct().sorted().toList();
    }
}
