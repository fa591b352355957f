package io.rootlesstck.component;

import io.rootlesstck.base.Exec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A pinned module as the kit's own are, but tiny: its kubelet and kubeadm are a few lines of Go
 * that print a version, and a word that comes from a module which it requires.
 *
 * <p>That one is served from a folder, and lands in a module cache of the test's.
 */
final class TinyModule {
    static final String WORD_PACKAGE = "rootlesstck.test/word/say";
    static final String WORD_FILE = "say.go";

    private static final String WORD = "rootlesstck.test/word";

    private static final String MAIN =
            """
            package main

            import (
                "fmt"

                "rootlesstck.test/word/say"
            )

            var version = "unset"

            func main() { fmt.Println("Tiny", version, say.Word()) }
            """;

    private final Path root;

    /** Writes the module, and the one that it requires, below a folder. */
    TinyModule(Path root) throws IOException {
        this.root = root;
        serveWord();
        writeGo();
        Path folder = Files.createDirectories(modules().resolve("tiny-v1"));
        Files.writeString(
                folder.resolve("go.mod"),
                """
                module rootlesstck.test/tiny

                go 1.21

                toolchain go1.26.8

                require rootlesstck.test/word v1.0.0
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
        for (String command : List.of("kubelet", "kubeadm")) {
            Path main = folder.resolve("cmd").resolve(command).resolve("main.go");
            Files.createDirectories(main.getParent());
            Files.writeString(main, MAIN);
        }
        Exec.of(goFolder().resolve("go").toString(), "mod", "tidy")
                .in(folder)
                .with("GOFLAGS", "-mod=mod")
                .run()
                .orThrow("write go.sum of the tiny module");
    }

    /** The folder that has the pinned module's. */
    Path modules() {
        return root.resolve("modules");
    }

    PinnedModule read() {
        return PinnedModule.read(modules().resolve("tiny-v1"));
    }

    /** A folder with a {@code go} that asks the test's folder for modules, and nobody else. */
    Path goFolder() {
        return root.resolve("bin");
    }

    /** The module cache that it uses. */
    Path moduleCache() {
        return root.resolve("module-cache");
    }

    /** The source of the package that tests change, in the module cache. */
    Path wordSource() {
        return moduleCache().resolve(WORD + "@v1.0.0").resolve("say").resolve(WORD_FILE);
    }

    private void writeGo() throws IOException {
        Files.createDirectories(goFolder());
        Path real =
                GoToolchain.usualFolders().stream()
                        .map(folder -> folder.resolve("go"))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow();
        Kit.script(
                goFolder().resolve("go"),
                "export GOPROXY=file://" + root.resolve("proxy"),
                "export GONOSUMDB='*'",
                // The one that the kit sets for a build, else the test's: never the machine's own.
                "case \"$GOMODCACHE\" in",
                "'" + root + "'/*) ;;",
                "*) export GOMODCACHE='" + moduleCache() + "' ;;",
                "esac",
                // Else the test's folder could not be deleted.
                "export GOFLAGS=\"$GOFLAGS -modcacherw\"",
                "exec " + real + " \"$@\"");
    }

    /** Lays out a module as the protocol of module proxies wants it. */
    private void serveWord() throws IOException {
        String goMod = "module " + WORD + "\n\ngo 1.21\n";
        Path versions = Files.createDirectories(root.resolve("proxy").resolve(WORD + "/@v"));
        Files.writeString(versions.resolve("list"), "v1.0.0\n");
        Files.writeString(versions.resolve("v1.0.0.info"), "{\"Version\": \"v1.0.0\"}");
        Files.writeString(versions.resolve("v1.0.0.mod"), goMod);
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(versions.resolve("v1.0.0.zip")))) {
            add(zip, "go.mod", goMod);
            add(
                    zip,
                    "say/" + WORD_FILE,
                    """
                    package say

                    func Word() string { return "plain" }
                    """);
        }
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(WORD + "@v1.0.0/" + name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
