package io.rootlesstck.component;

import io.rootlesstck.base.Hash;
import java.nio.file.Path;

/**
 * A binary that is at hand.
 *
 * @param requested the version that was asked for; a file of the user's may well have another, so
 *     what ran is asked of the binary: {@link Components#versionOf}
 * @param file the executable
 * @param sha256 of the file, in hex
 */
public record Component(ComponentId id, String requested, Path file, Origin origin, String sha256) {
    static Component of(Wanted wanted, Path file, Origin origin) {
        return new Component(wanted.id(), wanted.version(), file, origin, Hash.ofFile(file));
    }
}
