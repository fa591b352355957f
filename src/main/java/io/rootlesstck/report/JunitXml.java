package io.rootlesstck.report;

import io.rootlesstck.verdict.CellResult;
import io.rootlesstck.verdict.ClaimVerdict;
import io.rootlesstck.verdict.LedgerNote;
import io.rootlesstck.verdict.Outcome;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The result as JUnit XML: a test suite a cell, a test case a claim.
 *
 * <p>A case is red where the run itself is: a BROKEN that the ledger expects is skipped with its
 * reason, and an expected deviation that did not come is a failure.
 */
final class JunitXml {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JunitXml() throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    /** How a test case ends. */
    private enum End {
        PASSED,
        SKIPPED,
        FAILURE,
        ERROR
    }

    /** Writes a result. */
    static String of(RunResult result) {
        try {
            JunitXml xml = new JunitXml();
            xml.result(result);
            return xml.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a result cannot be written as XML", e);
        }
    }

    private void result(RunResult result) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("testsuites");
        attribute("name", "Rootless TCK");
        counts(Figures.verdicts(result));
        attribute("time", seconds(result.seconds()));
        for (CellResult cell : result.cells()) {
            suite(cell, result);
        }
        line(0);
        xml.writeEndElement();
        line(0);
        xml.writeEndDocument();
    }

    private void suite(CellResult cell, RunResult result) throws XMLStreamException {
        line(1);
        xml.writeStartElement("testsuite");
        attribute("name", cell.cell());
        counts(cell.claims());
        attribute("time", seconds(cell.claims().stream().mapToDouble(ClaimVerdict::seconds).sum()));
        attribute("timestamp", result.started().toString());
        properties(cell);
        for (ClaimVerdict verdict : cell.claims()) {
            testcase(cell.cell(), verdict);
        }
        line(1);
        xml.writeEndElement();
    }

    private void properties(CellResult cell) throws XMLStreamException {
        Map<String, String> facts = new TreeMap<>();
        cell.parts().forEach((name, value) -> facts.put("cell." + name, value));
        cell.facts()
                .host()
                .forEach((name, value) -> facts.put("host." + name, Figures.value(value)));
        cell.facts().versions().forEach((name, value) -> facts.put("version." + name, value));
        if (facts.isEmpty()) {
            return;
        }
        line(2);
        xml.writeStartElement("properties");
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            line(3);
            xml.writeEmptyElement("property");
            attribute("name", fact.getKey());
            attribute("value", fact.getValue());
        }
        line(2);
        xml.writeEndElement();
    }

    private void testcase(String cell, ClaimVerdict verdict) throws XMLStreamException {
        line(2);
        xml.writeStartElement("testcase");
        attribute("classname", cell);
        attribute("name", verdict.claim());
        attribute("time", seconds(verdict.seconds()));
        End end = end(verdict);
        switch (end) {
            case PASSED -> {}
            case SKIPPED -> {
                line(3);
                xml.writeEmptyElement("skipped");
                attribute("message", message(verdict));
            }
            case FAILURE, ERROR -> {
                line(3);
                xml.writeStartElement(end.name().toLowerCase(Locale.ROOT));
                attribute("message", firstLine(message(verdict)));
                attribute("type", verdict.verdict().name());
                xml.writeCharacters(VisibleText.of(message(verdict)));
                xml.writeEndElement();
            }
        }
        line(3);
        xml.writeStartElement("system-out");
        xml.writeCharacters(VisibleText.of(seen(verdict)));
        xml.writeEndElement();
        line(2);
        xml.writeEndElement();
    }

    private static End end(ClaimVerdict verdict) {
        if (verdict.verdict() == Verdict.NOT_RUN) {
            return End.SKIPPED;
        }
        if (!Figures.isRed(verdict)) {
            return verdict.verdict() == Verdict.BROKEN ? End.SKIPPED : End.PASSED;
        }
        return verdict.verdict() == Verdict.ERROR ? End.ERROR : End.FAILURE;
    }

    private static String message(ClaimVerdict verdict) {
        LedgerNote note = verdict.ledger();
        String said =
                verdict.verdict() + (verdict.reason().isEmpty() ? "" : ": " + verdict.reason());
        if (note == null || note.match() == LedgerNote.Match.NEW) {
            return said;
        }
        return "%s\n%s"
                .formatted(
                        said,
                        note.isGone()
                                ? "the ledger expects %s: %s (%s)"
                                        .formatted(note.verdict(), note.reason(), note.link())
                                : "expected: %s (%s)".formatted(note.reason(), note.link()));
    }

    /** The tests that made the verdict, what they measured, and where their evidence is. */
    private static String seen(ClaimVerdict verdict) {
        StringBuilder seen = new StringBuilder(message(verdict)).append('\n');
        for (Outcome outcome : verdict.outcomes()) {
            seen.append(
                    "%s %s %s %s %s%n"
                            .formatted(
                                    outcome.role(),
                                    outcome.status(),
                                    outcome.test(),
                                    outcome.scenario(),
                                    Figures.seconds(outcome.seconds())));
            outcome.measured()
                    .forEach(
                            (name, value) ->
                                    seen.append("  ")
                                            .append(name)
                                            .append(" = ")
                                            .append(value)
                                            .append('\n'));
            outcome.evidence()
                    .forEach(file -> seen.append("  evidence/").append(file).append('\n'));
        }
        return seen.toString();
    }

    private void counts(List<ClaimVerdict> verdicts) throws XMLStreamException {
        attribute("tests", String.valueOf(verdicts.size()));
        attribute("failures", count(verdicts, End.FAILURE));
        attribute("errors", count(verdicts, End.ERROR));
        attribute("skipped", count(verdicts, End.SKIPPED));
    }

    private static String count(List<ClaimVerdict> verdicts, End end) {
        return String.valueOf(verdicts.stream().filter(verdict -> end(verdict) == end).count());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, VisibleText.of(value));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
