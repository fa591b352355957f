package io.rootlesstck.doctor;

/**
 * What stat(2) says of a file, links followed.
 *
 * @param mode type and permission bits, as in {@code st_mode}
 * @param owner user number
 */
public record FileFacts(int mode, int owner) {
    // inode(7)
    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int SETUID = 04000;
    private static final int EXECUTABLE = 0111;
    private static final int FOR_EVERYBODY = 06;
    private static final int PERMISSIONS = 07777;

    boolean isRegular() {
        return (mode & TYPE) == REGULAR;
    }

    boolean isFolder() {
        return (mode & TYPE) == FOLDER;
    }

    boolean isSocket() {
        return (mode & TYPE) == SOCKET;
    }

    boolean isCharacterDevice() {
        return (mode & TYPE) == CHARACTER_DEVICE;
    }

    boolean isProgram() {
        return isRegular() && (mode & EXECUTABLE) != 0;
    }

    boolean isSetuidRoot() {
        return (mode & SETUID) != 0 && owner == 0;
    }

    /** Whether everybody may read and write it. */
    boolean isForEverybody() {
        return (mode & FOR_EVERYBODY) == FOR_EVERYBODY;
    }

    /** Permissions as chmod(1) takes them, for example {@code 0600}. */
    String permissions() {
        return "%04o".formatted(mode & PERMISSIONS);
    }
}
