package io.rootlesstck.verdict;

import io.rootlesstck.document.Place;
import java.util.regex.Pattern;

/**
 * One deviation that the ledger expects.
 *
 * @param claim the id
 * @param cells the name of a cell; a {@code *} in it stands for any characters
 * @param verdict what the claim is expected to get there: BROKEN, DRIFTED or NOT_RUN
 * @param reason why that is so, for a reader
 * @param link where that is known from
 * @param place where the entry stands
 */
public record Expected(
        String claim, String cells, Verdict verdict, String reason, String link, Place place) {

    /** Whether it is said of this claim in this cell. */
    public boolean isAbout(String cell, String otherClaim) {
        return claim.equals(otherClaim) && isAbout(cell);
    }

    /** Whether its pattern names this cell. */
    public boolean isAbout(String cell) {
        return Pattern.matches(("\\Q" + cells + "\\E").replace("*", "\\E.*\\Q"), cell);
    }
}
