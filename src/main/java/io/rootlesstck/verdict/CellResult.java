package io.rootlesstck.verdict;

import java.util.List;
import java.util.SortedMap;

/**
 * Everything that was said in one cell.
 *
 * @param cell the cell's name
 * @param parts the cell's parts by name
 * @param claims verdicts in the order of their claims
 * @param notMade claims left out, in the order of their ids
 */
public record CellResult(
        String cell,
        SortedMap<String, String> parts,
        CellFacts facts,
        List<ClaimVerdict> claims,
        List<NotMade> notMade) {}
