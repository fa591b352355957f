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
    private static final String LAST = "last";

    /** Reads the settings. */
    static VmSize of(Settings settings) {
        return new VmSize(cpu(settings), settings.number(Setting.HOST_MEMORY));
    }

    /** The share of a second VM: as much memory, and another CPU where there is one. */
    VmSize ofSecond() {
        int other = Cpus.allowed().stream().filter(each -> each != cpu).findFirst().orElse(cpu);
        return new VmSize(other, memoryMiB);
    }

    private static int cpu(Settings settings) {
        String value = settings.get(Setting.HOST_CPU);
        if (value.equals(LAST)) {
            return Cpus.allowed().get(Cpus.allowed().size() - 1);
        }
        try {
            int cpu = Integer.parseInt(value);
            if (cpu >= 0) {
                return cpu;
            }
        } catch (NumberFormatException notANumber) {
            throw settings.bad(Setting.HOST_CPU, "the number of a CPU or " + LAST);
        }
        throw settings.bad(Setting.HOST_CPU, "the number of a CPU or " + LAST);
    }
}
