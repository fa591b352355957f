package io.rootlesstck.diff;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What changed in one cell, or from one cell to another.
 *
 * @param from the cell of the baseline; null where it does not have it
 * @param to the cell of the result; null where it does not have it
 * @param differences what the two are made of and ran on, where that is not the same
 * @param claims all claims of both, by id
 * @param steps times of setting up, by step
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CellDiff(
        @Nullable String from,
        @Nullable String to,
        List<Difference> differences,
        List<ClaimDiff> claims,
        List<StepDiff> steps) {

    /** For a reader: the cell's name, or both with an arrow between them. */
    public String title(String arrow) {
        if (from == null || to == null) {
            return Objects.toString(from == null ? to : from);
        }
        return from.equals(to) ? from : from + " " + arrow + " " + to;
    }

    /** The claims that changed in one way. */
    public List<ClaimDiff> with(Change change) {
        return claims.stream().filter(claim -> claim.change() == change).toList();
    }

    /** Whether only one of the two sides has it. */
    @JsonIgnore
    public boolean isOneSided() {
        return from == null || to == null;
    }
}
