package io.rootlesstck.diff;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A comparison as one HTML file that needs nothing else and runs no script. */
public final class DiffHtml {
    private static final String ARROW = "\u2192";
    private static final String PLUS_MINUS = "\u00b1";
    private static final Configuration TEMPLATES = templates();

    private DiffHtml() {}

    /** The text, all in ASCII. */
    public static String of(ResultDiff diff) {
        StringWriter out = new StringWriter();
        try {
            TEMPLATES
                    .getTemplate("diff.ftlh")
                    .process(
                            Map.of(
                                    "conclusion", Words.conclusion(diff),
                                    "worse", diff.isWorse(),
                                    "baseline", plain(Words.side(diff.baseline())),
                                    "result", plain(Words.side(diff.result())),
                                    "claims", Words.claims(diff),
                                    "times",
                                            Words.times(diff).stream()
                                                    .map(DiffHtml::plain)
                                                    .toList(),
                                    "cells", diff.cells().stream().map(DiffHtml::cell).toList()),
                            out);
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException("the kit's own template cannot be filled", e);
        }
        return Words.ascii(out.toString());
    }

    private static Configuration templates() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(DiffHtml.class, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }

    private static Map<String, Object> cell(CellDiff cell) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Change change : Change.values()) {
            if (change != Change.SAME) {
                cell.with(change).forEach(claim -> rows.add(row(claim)));
            }
        }
        List<Map<String, Object>> times = new ArrayList<>();
        cell.steps().forEach(step -> times.add(time("set up: " + step.step(), step.time())));
        for (ClaimDiff claim : cell.claims()) {
            if (claim.time() != null) {
                times.add(time(claim.claim(), claim.time()));
            }
        }
        return Map.of(
                "title", plain(cell.title(ARROW)),
                "differences",
                        cell.differences().stream()
                                .map(each -> plain(Words.difference(each, ARROW)))
                                .toList(),
                "same", cell.with(Change.SAME).size(),
                "rows", rows,
                "times", times);
    }

    private static Map<String, Object> row(ClaimDiff claim) {
        return Map.of(
                "claim", plain(claim.claim()),
                "change", claim.change().title(),
                "tone", tone(claim.change()),
                "verdicts", claim.verdicts(ARROW),
                "reason", plain(claim.reason()),
                "note", plain(claim.note()));
    }

    private static String tone(Change change) {
        if (change.isWorse()) {
            return "bad";
        }
        return change == Change.NOW_PASSING || change == Change.HOLDS_AGAIN ? "good" : "plain";
    }

    private static Map<String, Object> time(String name, Timing time) {
        return Map.of(
                "name", plain(name),
                "from", Words.sample(time.from(), PLUS_MINUS),
                "to", Words.sample(time.to(), PLUS_MINUS),
                "told", time.isTold(),
                "tone",
                        switch (time.trend()) {
                            case SLOWER -> "bad";
                            case FASTER -> "good";
                            case NOTHING, NOT_COMPARABLE -> "plain";
                        },
                "change", plain(Words.change(time)));
    }

    private static String plain(String text) {
        return Words.plain(text);
    }
}
