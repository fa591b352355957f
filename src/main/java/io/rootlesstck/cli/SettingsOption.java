package io.rootlesstck.cli;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** {@code -Dtck.…=…}, as on Maven's command line. */
final class SettingsOption {
    @Option(
            names = "-D",
            paramLabel = "tck.NAME=VALUE",
            mapFallbackValue = "",
            description = "A setting, as for mvn; repeatable.")
    private final Map<String, String> given = new TreeMap<>();

    /** The settings given here, and besides them the system properties. */
    Settings settings() {
        Properties all = new Properties();
        all.putAll(System.getProperties());
        all.putAll(given);
        return Settings.of(all);
    }

    /** The cache that the settings name. */
    Cache cache() {
        return Cache.of(settings());
    }
}
