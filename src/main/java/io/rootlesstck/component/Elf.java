package io.rootlesstck.component;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The head of an ELF file, as far as it tells whether a machine can run it. */
final class Elf {
    // From the ELF specification: e_ident's magic and data encoding, and e_machine.
    private static final int MAGIC = 0x7f454c46;
    private static final int DATA_AT = 5;
    private static final int BIG_ENDIAN = 2;
    private static final int MACHINE_AT = 18;
    private static final int HEAD = 20;

    private Elf() {}

    /** Why a machine cannot run a file, or nothing if it can. */
    static Optional<String> objection(Path file, Machine machine) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        ByteBuffer bytes = ByteBuffer.wrap(head);
        if (head.length < HEAD || bytes.getInt(0) != MAGIC) {
            return Optional.of("it is no Linux executable (no ELF file)");
        }
        bytes.order(head[DATA_AT] == BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int built = Short.toUnsignedInt(bytes.getShort(MACHINE_AT));
        if (built != machine.elf()) {
            return Optional.of(
                    "it is built for another processor (ELF machine %d; this one, %s, is %d)"
                            .formatted(built, machine.go(), machine.elf()));
        }
        return Optional.empty();
    }
}
