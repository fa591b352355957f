package io.rootlesstck.host.vm;

import io.rootlesstck.base.Cache;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.ssh.SshMaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one VM of a cache that stays up between runs. Whoever uses, starts or ends it holds its lock,
 * for two runs in one VM would be in each other's way.
 */
public final class KeptVm {
    private final Path file;
    private final Path lock;

    /** Looks into a cache; nothing is started. */
    public KeptVm(Cache cache) {
        try {
            Path folder = Files.createDirectories(cache.root().resolve("hosts"));
            this.file = folder.resolve("vm.json");
            this.lock = folder.resolve("vm.lock");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The right to use the VM, until it is closed. */
    final class Hold implements AutoCloseable {
        private final FileChannel channel;

        private Hold(FileChannel channel) {
            this.channel = channel;
        }

        /** Notes a VM as the kept one. */
        void note(HostState state) {
            state.write(file);
        }

        /** Ends the VM and what is left of one that died; whether there was any. */
        boolean end() {
            Optional<HostState> state = HostState.read(file);
            state.map(noted -> RunDir.at(Path.of(noted.folder()))).ifPresent(RunDir::close);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return state.isPresent();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What is noted of the VM, if it lives. */
    public Optional<HostState> state() {
        return HostState.read(file).filter(HostState::isAlive);
    }

    /** Takes the right to use the VM, if nobody has it. */
    Optional<Hold> hold() {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return Optional.of(new Hold(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (OverlappingFileLockException heldInThisProcess) {
            close(channel);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the VM.
     *
     * @return whether there was one
     * @throws TckException if a run is using it
     */
    public boolean down() {
        try (Hold hold =
                hold().orElseThrow(
                                () ->
                                        TckException.of("end the embedded VM")
                                                .found("A run is using it at this moment.")
                                                .next("Wait for that run, or end it first.")
                                                .error())) {
            return hold.end();
        }
    }

    /**
     * The program and arguments that run a command as root in the VM, if it is up.
     *
     * @param command its words; none open a shell
     */
    public Optional<List<String>> shell(List<String> command) {
        return state().map(
                        state ->
                                Stream.concat(
                                                SshMaster.of(RunDir.at(Path.of(state.folder())))
                                                        .shell()
                                                        .stream(),
                                                command.stream().map(SshMaster::quoted))
                                        .toList());
    }
}
