package io.rootlesstck.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.rootlesstck.verdict.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * The report as one HTML file that needs no other.
 *
 * <p>All that is not the template's own goes through the template engine's escaping, and the page's
 * Content-Security-Policy lets nothing run but the script whose hash it names.
 */
final class HtmlReport {
    /** What a page may weigh, with its evidence; without it, it weighs what it must. */
    static final int MOST_BYTES = 1_900_000;

    private static final Configuration ENGINE = engine();

    private HtmlReport() {}

    /**
     * Writes the page.
     *
     * @param evidence the evidence folder
     * @param link the same, as the page names it, relative to where it will lie
     */
    static String of(RunResult result, ClaimBook book, Path evidence, String link)
            throws IOException {
        String bare = render(new PageBuilder(result, book, Shelf.empty()).build(link));
        int room = MOST_BYTES - bare.getBytes(StandardCharsets.UTF_8).length;
        if (room <= 0) {
            return bare;
        }
        Shelf shelf = Shelf.of(result, book, new Excerpts(evidence), room);
        return render(new PageBuilder(result, book, shelf).build(link));
    }

    private static String render(Page page) throws IOException {
        String style = resource("report.css");
        String script = resource("report.js");
        StringWriter out = new StringWriter();
        try {
            Template template = ENGINE.getTemplate("report.ftlh", Locale.ROOT);
            template.process(
                    Map.of(
                            "page", page,
                            "style", HTMLOutputFormat.INSTANCE.fromMarkup(style),
                            "script", HTMLOutputFormat.INSTANCE.fromMarkup(script),
                            "styleHash", hash(style),
                            "scriptHash", hash(script)),
                    out);
        } catch (TemplateException e) {
            throw new IllegalStateException("the template of the report is wrong", e);
        }
        return out.toString();
    }

    /** How a Content-Security-Policy names a text. */
    static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the kit lacks its own " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration engine() {
        Configuration engine = new Configuration(Configuration.VERSION_2_3_33); // reads records
        engine.setClassForTemplateLoading(HtmlReport.class, "");
        engine.setDefaultEncoding("UTF-8");
        engine.setURLEscapingCharset("UTF-8");
        engine.setNumberFormat("computer");
        engine.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        engine.setLogTemplateExceptions(false);
        engine.setWrapUncheckedExceptions(true);
        engine.setAPIBuiltinEnabled(false);
        engine.setOutputFormat(HTMLOutputFormat.INSTANCE);
        return engine;
    }
}
