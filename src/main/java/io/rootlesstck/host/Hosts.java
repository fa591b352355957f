package io.rootlesstck.host;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.Sweep;
import io.rootlesstck.host.container.ContainerCandidate;
import io.rootlesstck.host.engine.EngineCandidate;
import io.rootlesstck.host.ssh.SshAddress;
import io.rootlesstck.host.ssh.SshCandidate;
import io.rootlesstck.host.vm.VmCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apiguardian.api.API;

/** All hosts that the kit knows, in the order of preference. */
@API(status = API.Status.INTERNAL)
public final class Hosts {
    private Hosts() {}

    /**
     * Sweeps what killed runs left, then chooses a host: an engine that is there already, else the
     * embedded VM.
     *
     * @param kind the engine that the cell asks for
     * @param provision what the engine of a VM of our own should hold from the start; asked for
     *     only where there will be one
     * @throws io.rootlesstck.base.TckException if there is none; the message gives the reasons
     */
    public static Selection select(
            Settings settings, Cache cache, Engine.Kind kind, Supplier<Provision> provision) {
        Sweep.run(cache);
        List<Candidate> candidates = new ArrayList<>(EngineCandidate.here(kind, settings, cache));
        if (SshAddress.isMeantBy(settings.get(Setting.HOST))) {
            candidates.add(new SshCandidate(kind, settings, cache));
        }
        if (settings.get(Setting.HOST).equals(Candidate.Sort.CONTAINER.word())) {
            candidates.add(new ContainerCandidate(kind, settings, cache));
        }
        candidates.add(new VmCandidate(settings, cache, kind, provision));
        return new HostSelector(settings, candidates).select();
    }
}
