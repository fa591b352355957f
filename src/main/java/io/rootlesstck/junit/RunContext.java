package io.rootlesstck.junit;

import io.rootlesstck.base.Settings;
import io.rootlesstck.cell.Matrix;
import io.rootlesstck.claim.Claims;
import io.rootlesstck.scenario.Scenarios;
import io.rootlesstck.verdict.Ledger;
import java.nio.file.Path;
import org.apiguardian.api.API;

/**
 * What holds for a whole run: read and checked before anything is started.
 *
 * @param output the folder for {@code result.json} and the evidence
 */
@API(status = API.Status.INTERNAL)
public record RunContext(
        Settings settings,
        Claims claims,
        Scenarios scenarios,
        Matrix matrix,
        Ledger ledger,
        Path output) {}
