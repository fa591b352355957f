package io.rootlesstck.host.vm;

import java.nio.file.Path;

/**
 * A kernel that runs as a program.
 *
 * @param binary the program
 * @param release what {@code uname -r} says under it, for example {@code 7.3.4-tck}
 */
record Kernel(Path binary, String release) {}
