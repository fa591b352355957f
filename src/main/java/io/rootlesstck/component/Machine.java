package io.rootlesstck.component;

import io.rootlesstck.base.TckException;

/**
 * This machine's processor.
 *
 * @param go what Go and the projects' release sites call it
 * @param elf its number in the header of an ELF file, from the ELF specification
 */
record Machine(String go, int elf) {
    static Machine here() {
        return of(System.getProperty("os.arch"));
    }

    /**
     * The machine that Java calls by a name.
     *
     * @throws TckException if the kit knows no components for it
     */
    static Machine of(String java) {
        return switch (java) {
            case "amd64", "x86_64" -> new Machine("amd64", 62);
            case "aarch64" -> new Machine("arm64", 183);
            default ->
                    throw TckException.of("choose components for this machine")
                            .found("Its processor is " + java + "; the kit knows amd64, arm64.")
                            .error();
        };
    }
}
