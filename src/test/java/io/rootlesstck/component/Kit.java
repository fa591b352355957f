package io.rootlesstck.component;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;

/** What tests of this package need to begin with. */
final class Kit {
    private Kit() {}

    /** Settings with these properties, and the cache in a folder of the test. */
    static Settings settings(Path folder, String... pairs) {
        Properties properties = new Properties();
        properties.setProperty("tck.cache", folder.resolve("cache").toString());
        properties.setProperty("tck.output", folder.resolve("output").toString());
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return Settings.of(properties);
    }

    static Cache cache(Path folder) {
        return Cache.of(settings(folder));
    }

    /** A component of those that a source gave. */
    static Component got(Map<ComponentId, Component> components, ComponentId id) {
        return new ComponentSet(components).get(id);
    }

    static Path executable(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    static Path script(Path file, String... lines) throws IOException {
        return executable(file, ("#!/bin/sh\n" + String.join("\n", lines) + "\n").getBytes());
    }

    /** The first bytes of an ELF file for a processor; enough to be looked at, not to be run. */
    static byte[] elf(int machine) {
        byte[] head = new byte[64];
        head[0] = 0x7f;
        head[1] = 'E';
        head[2] = 'L';
        head[3] = 'F';
        head[4] = 2; // 64 bits
        head[5] = 1; // little endian
        head[18] = (byte) machine;
        head[19] = (byte) (machine >> 8);
        return head;
    }
}
