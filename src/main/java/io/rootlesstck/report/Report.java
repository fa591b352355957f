package io.rootlesstck.report;

import io.rootlesstck.base.TckException;
import io.rootlesstck.base.WholeFile;
import io.rootlesstck.verdict.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A result for people and for other programs: HTML, Markdown and JUnit XML. */
public final class Report {
    /** A form of the report, and the name of its file in the output folder. */
    public enum Format {
        /** One page that needs no other file, with what was configured and seen. */
        HTML("report.html"),
        /** A short summary, for a page of a CI job. */
        MARKDOWN("report.md"),
        /** A page for documentation: what each cell came to, and where cells differ. */
        CELLS("cells.md"),
        /** JUnit XML, for CI that draws charts of test cases. */
        JUNIT("junit.xml");

        private final String fileName;

        Format(String fileName) {
            this.fileName = fileName;
        }

        /** The name of its file beside a result. */
        public String fileName() {
            return fileName;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final RunResult result;
    private final Path evidence;
    private final ClaimBook book;

    /**
     * Prepares the report of a result.
     *
     * @param output the folder with {@code result.json} and the evidence
     * @param book what the claims and scenarios say
     */
    public Report(RunResult result, Path output, ClaimBook book) {
        this.result = result;
        this.evidence = output.resolve("evidence");
        this.book = book;
    }

    /** The text of a form, for a file in a folder. */
    String text(Format format, Path folder) throws IOException {
        return switch (format) {
            case HTML -> HtmlReport.of(result, book, evidence, link(folder));
            case MARKDOWN -> MarkdownSummary.of(result);
            case CELLS -> CellsPage.of(result);
            case JUNIT -> JunitXml.of(result);
        };
    }

    /**
     * Writes a form; whoever reads the file sees the old one or the whole new one.
     *
     * @throws TckException if it cannot be written
     */
    public void write(Format format, Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        try {
            WholeFile.write(file, text(format, folder == null ? file : folder));
        } catch (IOException e) {
            throw TckException.of("write the report " + file)
                    .found(e.toString())
                    .next("name another file with --out, or free space there")
                    .cause(e)
                    .error();
        }
    }

    /** The evidence folder as a page in another folder names it, each part encoded for an URL. */
    private String link(Path folder) {
        Path to = evidence.toAbsolutePath().normalize();
        return Stream.of(folder.relativize(to).toString().split("/"))
                .map(Report::encode)
                .collect(Collectors.joining("/"));
    }

    private static String encode(String part) {
        StringBuilder out = new StringBuilder();
        for (byte each : part.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return out.toString();
    }
}
