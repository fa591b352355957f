package io.rootlesstck.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pinned module without dependencies: its kubelet and kubeadm are a few lines of Go that print a
 * version, and what a package they share says.
 */
final class TinyModule {
    static final String SHARED_PACKAGE = "rootlesstck.test/tiny/shared";
    static final String SHARED_FILE = "shared.go";

    private static final String MAIN =
            """
            package main

            import (
                "fmt"

                "rootlesstck.test/tiny/shared"
            )

            var version = "unset"

            func main() { fmt.Println("Tiny", version, shared.Word()) }
            """;

    private TinyModule() {}

    /** Writes the module into a folder of modules, and reads it. */
    static PinnedModule in(Path modules) throws IOException {
        Path folder = Files.createDirectories(modules.resolve("tiny-v1"));
        Files.writeString(
                folder.resolve("go.mod"),
                """
                module rootlesstck.test/tiny

                go 1.21

                toolchain go1.26.8
                """);
        Files.writeString(
                folder.resolve("module.yaml"),
                """
                name: tiny
                version: v1.2.3
                binaries:
                  kubelet: rootlesstck.test/tiny/cmd/kubelet
                  kubeadm: rootlesstck.test/tiny/cmd/kubeadm
                variables:
                  main.version: v1.2.3
                """);
        for (String command : new String[] {"kubelet", "kubeadm"}) {
            write(folder.resolve("cmd").resolve(command).resolve("main.go"), MAIN);
        }
        write(
                folder.resolve("shared").resolve(SHARED_FILE),
                """
                package shared

                func Word() string { return "plain" }
                """);
        return PinnedModule.read(folder);
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
