package io.rootlesstck.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A SHA-256 over texts, files and trees; the key of everything that is cached. */
public final class Hash {
    private final MessageDigest digest = sha256();

    private Hash() {}

    /** Starts an empty hash. */
    public static Hash start() {
        return new Hash();
    }

    /** The SHA-256 of one file, in hex. */
    public static String ofFile(Path file) {
        Hash hash = start();
        hash.content(file);
        return hash.hex();
    }

    /** The SHA-256 of some bytes, in hex. */
    public static String ofBytes(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** Adds a text; its length goes in too, so that {@code a,bc} and {@code ab,c} differ. */
    public Hash add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) ':');
        digest.update(bytes);
        return this;
    }

    /** Adds a file's name, its executable bit and its content. */
    public Hash add(Path file) {
        add(String.valueOf(file.getFileName()));
        add(Files.isExecutable(file) ? "x" : "-");
        add(ofFile(file));
        return this;
    }

    /** Adds all files below a folder, in the order of their names. */
    public Hash tree(Path folder) {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Path file : files) {
            add(folder.relativize(file).toString().replace('\\', '/'));
            add(file);
        }
        return this;
    }

    /** The hash in hex, 64 digits; this object is not used again. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The first 16 digits: enough for a name. */
    public String name() {
        return hex().substring(0, 16);
    }

    private void content(Path file) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
