package io.rootlesstck.host.vm;

import io.rootlesstck.base.Cpus;
import io.rootlesstck.base.Setting;
import io.rootlesstck.base.Settings;

/**
 * The share of this machine that the embedded VM gets.
 *
 * @param cpu the one CPU that it runs on
 * @param memoryMiB the most memory that it takes, in MiB
 */
record VmSize(int cpu, int memoryMiB) {

    /** Reads the settings. */
    static VmSize of(Settings settings) {
        return new VmSize(Cpus.chosen(settings), settings.number(Setting.HOST_MEMORY));
    }

    /** The share of a second VM: as much memory, and another CPU where there is one. */
    VmSize ofSecond() {
        int other = Cpus.allowed().stream().filter(each -> each != cpu).findFirst().orElse(cpu);
        return new VmSize(other, memoryMiB);
    }
}
