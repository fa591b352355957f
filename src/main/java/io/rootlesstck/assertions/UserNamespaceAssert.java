package io.rootlesstck.assertions;

import io.rootlesstck.evidence.UserNamespace;
import org.assertj.core.api.AbstractAssert;

/** Sentences about a process's user namespace. */
public final class UserNamespaceAssert extends AbstractAssert<UserNamespaceAssert, UserNamespace> {
    UserNamespaceAssert(UserNamespace actual) {
        super(actual, UserNamespaceAssert.class);
    }

    /** It is not the one that the kernel starts with. */
    public UserNamespaceAssert isNotInitial() {
        if (actual.isInitial()) {
            failWithMessage(
                    "Expecting the process to run in a user namespace of its own, but it runs in"
                            + " the initial one, %s.",
                    actual);
        }
        return this;
    }

    /** Its uid_map is this one. */
    public UserNamespaceAssert hasUidMap(String expected) {
        if (!actual.uidMap().equals(expected)) {
            failWithMessage(
                    "Expecting the uid_map%n%s%nas the engine made it, but found%n%s",
                    expected, actual.uidMap());
        }
        return this;
    }

    /** It is the same as another process's. */
    public UserNamespaceAssert isSameAs(UserNamespace other) {
        if (!actual.link().equals(other.link())) {
            failWithMessage("Expecting the user namespace %s, but found %s.", other, actual);
        }
        return this;
    }
}
