package io.rootlesstck.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Hash;
import io.rootlesstck.base.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The kubelet's own source still has the place that the red tests change. */
@Isolated("a build takes all CPUs")
class PatchedKubeletIT {
    private static final String VERSION = "v1.37.2";

    @Test
    void aKubeletWithoutOneToleranceIsBuiltAndAnswers() {
        Settings settings = Settings.load();
        Cache cache = Cache.of(settings);
        Component plain = new Components(settings, cache).resolve(ComponentId.KUBELET, VERSION);

        Path patched = KubeletPatches.intolerantOf("kernel/panic").build(VERSION, settings, cache);

        assertThat(Components.versionOf(ComponentId.KUBELET, patched)).isEqualTo(VERSION);
        assertThat(Hash.ofFile(patched)).isNotEqualTo(plain.sha256());
    }
}
