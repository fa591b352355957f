package io.rootlesstck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class JunitXmlTest {
    @Test
    void eachCellIsASuiteAndEachClaimACase() throws Exception {
        Document xml =
                parse(
                        Results.of(
                                Results.cell("a", Results.claim("x.y", Verdict.HOLDS, "")),
                                Results.cell("b", Results.claim("x.y", Verdict.BROKEN, "no"))));

        assertThat(at(xml, "count(/testsuites/testsuite)")).isEqualTo("2");
        assertThat(at(xml, "//testsuite[@name='a']/testcase/@classname")).isEqualTo("a");
        assertThat(at(xml, "//testsuite[@name='a']/testcase/@name")).isEqualTo("x.y");
        assertThat(at(xml, "//testsuite[@name='a']/testcase/@time")).isEqualTo("5.500");
        assertThat(at(xml, "//testsuite[@name='b']/@failures")).isEqualTo("1");
        assertThat(at(xml, "//testsuite[@name='b']//failure/@message")).isEqualTo("BROKEN: no");
        assertThat(at(xml, "//testsuite[@name='a']//property[@name='host.controllers']/@value"))
                .isEqualTo("cpu, memory");
        assertThat(at(xml, "/testsuites/@tests")).isEqualTo("2");
    }

    @Test
    void aCaseIsRedWhereTheRunIs() throws Exception {
        Document xml =
                parse(
                        Results.of(
                                Results.cell(
                                        "a",
                                        Results.claim("error", Verdict.ERROR, "disk full"),
                                        Results.claim("not-run", Verdict.NOT_RUN, "no nfs"),
                                        Results.claim("drifted", Verdict.DRIFTED, "beta"),
                                        Results.claim(
                                                "new",
                                                Verdict.BROKEN,
                                                "no",
                                                Results.note(Match.NEW, Verdict.HOLDS)),
                                        Results.claim(
                                                "known",
                                                Verdict.BROKEN,
                                                "no",
                                                Results.note(Match.EXPECTED, Verdict.BROKEN)),
                                        Results.claim(
                                                "gone",
                                                Verdict.HOLDS,
                                                "",
                                                Results.note(Match.VANISHED, Verdict.BROKEN)))));

        assertThat(at(xml, "//testcase[@name='error']/error/@message"))
                .isEqualTo("ERROR: disk full");
        assertThat(at(xml, "//testcase[@name='not-run']/skipped/@message"))
                .isEqualTo("NOT_RUN: no nfs");
        assertThat(at(xml, "count(//testcase[@name='drifted']/*[not(self::system-out)])"))
                .isEqualTo("0");
        assertThat(at(xml, "//testcase[@name='new']/failure/@type")).isEqualTo("BROKEN");
        assertThat(at(xml, "//testcase[@name='known']/skipped/@message"))
                .isEqualTo("BROKEN: no expected: since beta (https://example.org/why)");
        assertThat(at(xml, "//testcase[@name='gone']/failure"))
                .isEqualTo(
                        "HOLDS\nthe ledger expects BROKEN: since beta (https://example.org/why)");
        assertThat(at(xml, "//testsuite/@errors")).isEqualTo("1");
        assertThat(at(xml, "//testsuite/@failures")).isEqualTo("2");
        assertThat(at(xml, "//testsuite/@skipped")).isEqualTo("2");
    }

    @Test
    void hostileTextIsTextAndEveryCharacterMayStandThere() throws Exception {
        Document xml = parse(Results.hostile());

        assertThat(at(xml, "count(//script) + count(//img) + count(//svg)")).isEqualTo("0");
        assertThat(at(xml, "count(//testsuite)")).isEqualTo(String.valueOf(Results.HOSTILE.size()));
        assertThat(at(xml, "//testsuite[1]/@name")).isEqualTo(Results.HOSTILE.get(0));
    }

    private static Document parse(RunResult result) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(
                        new ByteArrayInputStream(
                                JunitXml.of(result).getBytes(StandardCharsets.UTF_8)));
    }

    private static String at(Document xml, String path) throws Exception {
        return XPathFactory.newInstance().newXPath().evaluate(path, xml);
    }
}
