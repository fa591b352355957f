package io.rootlesstck.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {
    private static final String HUGETLB =
            "level=warning msg=\"hugetlb cgroup controller is absent\"\n";
    private static final String STARTED = "I1124 11:27:48.6 265 server.go:1] \"Started kubelet\"\n";

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();
    private final Explainer explainer = Logs.explainer(true);
    private Path log = Path.of("");

    @BeforeEach
    void beginALog() throws IOException {
        log = Files.writeString(folder.resolve("a.log"), HUGETLB);
    }

    @Test
    void readsWhatIsAddedAlsoInTheMiddleOfALine() throws IOException {
        try (Follower follower = follower()) {
            follower.readOn();
            append(STARTED.substring(0, 40));
            follower.readOn();
            assertThat(ids()).containsExactly("containerd-hugetlb");

            append(STARTED.substring(40));
            follower.readOn();
        }
        assertThat(ids()).containsExactly("containerd-hugetlb", "kubelet-started");
        assertThat(notes).isEmpty();
    }

    @Test
    void beginsAgainWhereALogIsTruncated() throws IOException {
        try (Follower follower = follower()) {
            follower.readOn();
            Files.writeString(log, "short\n");
            follower.readOn();
            append(STARTED);
            follower.readOn();
        }
        assertThat(ids()).containsExactly("containerd-hugetlb", "kubelet-started");
        assertThat(notes).containsExactly("a.log was truncated; going on from its beginning.");
    }

    @Test
    void readsTheRestOfALogThatIsReplacedAndThenTheNewOne() throws IOException {
        try (Follower follower = follower()) {
            follower.readOn();
            append(STARTED);
            Files.move(log, folder.resolve("a.log.1"));
            follower.readOn(); // the name is of nothing for a moment
            Files.writeString(log, HUGETLB);
            follower.readOn();
        }
        assertThat(ids()).containsExactly("containerd-hugetlb", "kubelet-started");
        assertThat(explainer.explained().findings().get(0).count()).isEqualTo(2);
        assertThat(notes).containsExactly("a.log was replaced; going on with the new file.");
    }

    @Test
    void isToldOfChangesByTheKernel() throws Exception {
        try (Follower follower = follower()) {
            follower.readOn();
            append(STARTED);
            follower.awaitChange();
            follower.readOn();
        }
        assertThat(ids()).contains("kubelet-started");
    }

    @Test
    void anExplainerThatWasStoppedLooksAtNothingMore() throws IOException {
        try (Follower follower = follower()) {
            follower.readOn();
            assertThat(explainer.stop().findings()).hasSize(1);
            append(STARTED);
            follower.readOn();
        }
        assertThat(explainer.isStopped()).isTrue();
        assertThat(ids()).containsExactly("containerd-hugetlb");
    }

    private Follower follower() {
        return new Follower(List.of(new LogInput.Log("a.log", log)), explainer, notes::add);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    private List<String> ids() {
        return Logs.ids(explainer.explained());
    }
}
