package io.rootlesstck.junit;

import io.rootlesstck.base.Setting;
import io.rootlesstck.base.TckException;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Makes a test red that JUnit would have called aborted: nothing is green by absence. */
@API(status = API.Status.INTERNAL)
public final class ClaimNotRunException extends TckException {
    private static final long serialVersionUID = 1L;

    ClaimNotRunException(String reason, @Nullable Throwable cause) {
        super(
                "NOT_RUN: %s%n  Next:  mend that, or give -D%s=true to leave the run green"
                        .formatted(reason, Setting.ALLOW_NOT_RUN.key()),
                cause);
    }
}
