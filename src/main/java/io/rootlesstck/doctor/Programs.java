package io.rootlesstck.doctor;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where programs are looked for: the PATH, and where a user's PATH often does not lead. */
final class Programs {
    private static final List<String> USUAL =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    /** Where the engines' own installers put them for one user. */
    private static final List<String> OF_A_USER = List.of("bin", ".local/bin");

    private final MachineTree tree;
    private final Set<String> folders;

    private Programs(MachineTree tree, Set<String> folders) {
        this.tree = tree;
        this.folders = folders;
    }

    static Programs of(MachineTree tree) {
        Set<String> folders = new LinkedHashSet<>();
        tree.variable("PATH").stream()
                .flatMap(path -> Arrays.stream(path.split(":", -1)))
                .filter(folder -> folder.startsWith("/"))
                .forEach(folders::add);
        folders.addAll(USUAL);
        return new Programs(tree, folders);
    }

    /** The same and what the user has at home. */
    static Programs of(MachineTree tree, JudgedUser user) {
        Programs all = of(tree);
        OF_A_USER.forEach(folder -> all.folders.add(user.home() + "/" + folder));
        return all;
    }

    /** The path of a program, if it is there; a folder that may not be looked into has none. */
    Optional<String> find(String name) {
        return folders.stream()
                .map(folder -> folder + "/" + name)
                .filter(this::isProgram)
                .findFirst();
    }

    private boolean isProgram(String path) {
        try {
            return tree.facts(path).filter(FileFacts::isProgram).isPresent();
        } catch (UnreadableException e) {
            return false; // as execvp(3) does, which goes on to the next folder
        }
    }
}
