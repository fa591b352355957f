package io.rootlesstck.doctor;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A machine, and the user for whom it is judged. What many checks want is read once. */
final class Target {
    private final MachineTree tree;
    private final @Nullable JudgedUser user;
    private final Supplier<KernelVersion> kernel;
    private final Supplier<KernelParts> parts;
    private final Supplier<Mounts> mounts;

    Target(MachineTree tree, @Nullable JudgedUser user) {
        this.tree = tree;
        this.user = user;
        this.kernel = once(() -> KernelVersion.parse(need(KernelVersion.FILE)));
        this.parts = once(() -> new KernelParts(tree, kernel().release()));
        this.mounts = once(() -> Mounts.of(tree));
    }

    private static <T> Supplier<T> once(Supplier<T> read) {
        return new Supplier<>() {
            private @Nullable T value;

            @Override
            public synchronized T get() {
                T known = value;
                if (known == null) {
                    known = read.get();
                    value = known;
                }
                return known;
            }
        };
    }

    MachineTree tree() {
        return tree;
    }

    Optional<JudgedUser> anyUser() {
        return Optional.ofNullable(user);
    }

    /**
     * The user.
     *
     * @throws UnreadableException if there is none to judge
     */
    JudgedUser user() {
        if (user == null) {
            throw new UnreadableException(
                    "there is no user to judge: root runs this, and nobody can log in; --user names one",
                    null);
        }
        return user;
    }

    /** Whether the one who looks is the one who is judged. */
    boolean isOwn() {
        return user != null && user.uid() == tree.uid();
    }

    KernelVersion kernel() {
        return kernel.get();
    }

    KernelParts parts() {
        return parts.get();
    }

    Mounts mounts() {
        return mounts.get();
    }

    Programs programs() {
        return user == null ? Programs.of(tree) : Programs.of(tree, user);
    }

    /** The text of a file that every such machine has. */
    String need(String path) {
        return tree.text(path)
                .map(String::strip)
                .orElseThrow(() -> new UnreadableException(path + " is not there", null));
    }

    /** A sysctl, if the kernel has it. */
    Optional<String> sysctl(String key) {
        return tree.text("/proc/sys/" + key.replace('.', '/')).map(String::strip);
    }

    /** A sysctl that is a number, if the kernel has it. */
    Optional<Long> number(String key) {
        return sysctl(key).map(text -> parse(key, text));
    }

    private static long parse(String key, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UnreadableException("%s is \"%s\", no number".formatted(key, text), e);
        }
    }
}
