package io.rootlesstck.host.vm;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.rootlesstck.base.RunDir;
import io.rootlesstck.base.WholeFile;
import io.rootlesstck.host.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is noted of a VM that stays up between runs.
 *
 * @param title names the VM for a person
 * @param folder the folder with its sockets, keys and logs
 * @param recipe hash of what it was made with
 * @param pid process id of the VM
 * @param started when that process began: a number alone may be another process by now
 * @param ports the ports that are forwarded
 */
public record HostState(
        String title, String folder, String recipe, long pid, String started, List<Integer> ports) {
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    /** Copies the list, so that the record cannot change. */
    public HostState {
        ports = List.copyOf(ports);
    }

    /** When a process began, in the words of this record. */
    static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    /** Whether the VM's process lives. */
    @JsonIgnore
    public boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> started(process).equals(started))
                .isPresent();
    }

    /** What DOCKER_HOST would hold to use one of the VM's engines. */
    public URI endpoint(Engine.Kind kind) {
        return URI.create("unix://" + EmbeddedVm.socket(RunDir.at(Path.of(folder)), kind));
    }

    /** Reads a state; one that is missing or cut short is none. */
    static Optional<HostState> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readString(file), HostState.class))
                    : Optional.empty();
        } catch (JsonProcessingException damaged) {
            return Optional
                    .empty(); // written whole or not at all; whoever changed it is on their own
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the state, whole or not at all. */
    void write(Path file) {
        try {
            WholeFile.write(file, JSON.writeValueAsString(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
