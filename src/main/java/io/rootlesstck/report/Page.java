package io.rootlesstck.report;

import java.util.List;

/**
 * What the template of the HTML report is given: texts that are ready to be shown, and numbers.
 *
 * <p>The records are public for the template engine alone.
 *
 * @param red how many verdicts make the run red
 * @param expectation how the verdicts compare with what is expected
 * @param evidence the evidence folder, relative to the report, with slashes
 * @param notes what a reader has to know of what is missing
 */
public record Page(
        String kit,
        String date,
        String duration,
        int claims,
        int verdicts,
        int red,
        String expectation,
        String evidence,
        List<Count> counts,
        List<Column> cells,
        List<Section> sections,
        List<Bar> suites,
        List<Shape> shapes,
        List<Setting> scenarios,
        List<String> notes) {

    /** A verdict, how often it was given, and its part of a bar: from where, and how wide (%). */
    public record Count(String verdict, int number, String from, String width) {}

    /** A name and a value. */
    public record Fact(String name, String value) {}

    /** A time, drawn as a bar of a width in percent of the longest. */
    public record Bar(String name, String time, String width) {}

    /** A cell. */
    public record Column(
            int index,
            String name,
            List<Count> counts,
            List<Fact> parts,
            List<Fact> host,
            List<Fact> versions,
            List<Fact> passedOver,
            List<Fact> notMade,
            List<Bar> steps) {}

    /** The claims that stand under one heading of one source. */
    public record Section(String heading, String source, String url, List<Row> rows) {}

    /**
     * A claim.
     *
     * @param key its number in the page
     * @param text its sentence, or empty where it is not known
     * @param said reasons that are not the same in every cell, each once
     * @param verdicts by cell; a cell in which it got none has a verdict that is empty
     * @param width of the bar, in percent; full for the few that take longest
     */
    public record Row(
            int key,
            String id,
            String text,
            String url,
            String source,
            String made,
            String noControl,
            List<Fact> texts,
            List<Said> said,
            int unsaid,
            List<Judged> verdicts,
            String verdictNames,
            String time,
            String width) {}

    /** A reason, and where it was given. */
    public record Said(String verdict, String where, String reason, Ledger ledger) {}

    /** What the ledger says; all empty where it says nothing. */
    public record Ledger(String match, String text, String link) {}

    /** The verdict on a claim in one cell. */
    public record Judged(
            int cell, String verdict, String reason, Ledger ledger, List<Tried> tried) {}

    /**
     * How one test ended in one cell.
     *
     * @param shape the number of what is the same in other cells
     */
    public record Tried(
            int shape, String time, String reason, List<Fact> measured, List<Excerpt> excerpts) {}

    /**
     * What is the same of a test in all cells where it ended the same way; kept once, or a page of
     * twenty cells would weigh twice as much.
     *
     * @param name of the scenario, or empty
     * @param scenario its number among the scenarios, or -1
     * @param folder of the evidence, below the cell's
     * @param files in the folder, or below the evidence folder where they begin with a slash
     */
    public record Shape(
            boolean control,
            String status,
            String test,
            String name,
            int scenario,
            String folder,
            List<String> files) {}

    /** What a scenario configures. */
    public record Setting(
            int key,
            String name,
            String title,
            String description,
            String base,
            List<Fact> files) {}
}
