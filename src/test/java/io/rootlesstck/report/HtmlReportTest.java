package io.rootlesstck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootlesstck.base.Settings;
import io.rootlesstck.verdict.LedgerNote.Match;
import io.rootlesstck.verdict.RunResult;
import io.rootlesstck.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the page; how it behaves is looked at in a browser, by ReportIT. */
class HtmlReportTest {
    private static final ClaimBook BOOK = ClaimBook.ofKit(Settings.of(new Properties()));
    private static final String LINE =
            "I1124 08:42:15.493 \"Updating kernel flag failed (running in UserNS, ignoring)\""
                    + " flag=\"vm/overcommit_memory\" err=\"permission denied\"";

    @TempDir private Path folder;

    @Test
    void aClaimStandsUnderItsHeadingWithItsSentenceAndVerdict() throws IOException {
        String page =
                page(
                        Results.of(
                                Results.cell(
                                        Results.CELL,
                                        Results.claim(Results.KNOWN, Verdict.HOLDS, ""))));

        assertThat(page)
                .contains("<h1 id=\"tck-title\">1 of 1 claims hold</h1>")
                .contains("All as expected.")
                .contains("id=\"" + Results.KNOWN + "\" data-r=\"0\" data-v=\"HOLDS\"")
                .contains("vm.overcommit_memory")
                .contains("<td role=\"cell\" class=\"v HOLDS\"><i>HOLDS</i></td>")
                .contains("24 November 2026, 08:40 UTC")
                .contains("<dt>controllers</dt><dd>cpu, memory</dd>")
                .containsPattern("<h3>(?!Claims that this kit)[^<]+</h3> <a href=\"https://");
    }

    @Test
    void theLinesThatAClaimExpectsAreMarked() throws IOException {
        Path log =
                folder.resolve(
                        "%s/kubelet/sysctls/%s/kubelet.log".formatted(Results.CELL, Results.KNOWN));
        Files.createDirectories(log.getParent());
        Files.writeString(log, "before\n".repeat(100) + LINE + "\n" + "after\n".repeat(50));

        String page =
                page(
                        Results.of(
                                Results.cell(
                                        Results.CELL,
                                        Results.claim(Results.KNOWN, Verdict.HOLDS, ""))));

        assertThat(page)
                .containsPattern("<span class=\"hit\">[^<]*<mark>[^<]*vm/overcommit_memory")
                .contains("<span class=\"gap\">98 lines</span>")
                .contains("5 of 151 lines");
    }

    @Test
    void whatTheLedgerSaysStandsWithTheReason() throws IOException {
        String page =
                page(
                        Results.of(
                                Results.cell(
                                        Results.CELL,
                                        Results.claim(
                                                "a.known",
                                                Verdict.DRIFTED,
                                                "it is beta",
                                                Results.note(Match.EXPECTED, Verdict.DRIFTED)),
                                        Results.claim(
                                                "a.gone",
                                                Verdict.HOLDS,
                                                "",
                                                Results.note(Match.VANISHED, Verdict.DRIFTED)))));

        assertThat(page)
                .contains("1 not as expected.")
                .contains(
                        "<p>it is beta</p><p class=\"ledger expected\"><b>expected</b> since beta")
                .contains("<a href=\"https://example.org/why\" rel=\"noreferrer noopener\">")
                .contains("the ledger expects DRIFTED: since beta")
                .contains("2 of the result&#39;s claims are not known to this kit");
    }

    @Test
    void aReasonThatIsTheSameInManyCellsStandsOnce() throws IOException {
        String page =
                page(
                        Results.of(
                                Results.cell("a", Results.claim("x.y", Verdict.BROKEN, "no")),
                                Results.cell("b", Results.claim("x.y", Verdict.BROKEN, "no")),
                                Results.cell("c", Results.claim("x.y", Verdict.HOLDS, ""))));

        assertThat(page)
                .contains("1 of 3 verdicts hold")
                .contains("<p class=\"in\">BROKEN in 2 cells</p><p>no</p>")
                .contains("data-v=\"BROKEN HOLDS\"");
    }

    @Test
    void nothingHostileBecomesMarkup() throws IOException {
        RunResult result = Results.hostile();

        String page = page(result);

        assertThat(page)
                .doesNotContain("<img", "<svg onload", "\u0000", "\u001b", "\u202e", "<#include")
                .doesNotContain("href=\"javascript:")
                .doesNotContainPattern("<[^>]*\\son\\w+=\"");
        assertThat(count(page, "<script")).isEqualTo(1);
        assertThat(count(page, "</script")).isEqualTo(1);
        assertThat(count(page, "<style")).isEqualTo(1);
        assertThat(count(page, "<template")).isEqualTo(count(page, "</template"));
    }

    @Test
    void thePageAsksForNothingElseAndRunsItsOwnScriptOnly() throws IOException {
        String page = page(Results.of(Results.cell("a", Results.claim("x", Verdict.HOLDS, ""))));

        MatchResult policy =
                Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                        .matcher(page)
                        .results()
                        .findFirst()
                        .orElseThrow();
        assertThat(policy.group(1))
                .startsWith("default-src 'none'; ")
                .contains("script-src '" + HtmlReport.hash(between(page, "script")) + "'")
                .contains("style-src '" + HtmlReport.hash(between(page, "style")) + "'")
                .doesNotContain("unsafe", "http");
        assertThat(page)
                .doesNotContainPattern("<(link|script|img|iframe)[^>]*(src|href)=\"(?!data:)")
                .doesNotContain("url(", "@import");
    }

    @Test
    void aResultWithoutVerdictsIsAPageToo() throws IOException {
        assertThat(page(Results.of())).contains("No claim got a verdict");
    }

    @Test
    void evidenceIsCutWhereThePageWouldWeighTooMuch() throws IOException {
        Path log =
                folder.resolve(
                        "%s/kubelet/sysctls/%s/kubelet.log".formatted(Results.CELL, Results.KNOWN));
        Files.createDirectories(log.getParent());
        Files.writeString(log, (LINE + "\n").repeat(20_000));

        String page =
                page(
                        Results.of(
                                Results.cell(
                                        Results.CELL,
                                        Results.claim(Results.KNOWN, Verdict.HOLDS, ""))));

        assertThat(page.length()).isLessThan(120_000);
        assertThat(page).contains("6 of 20000 with an expected text");
    }

    private String page(RunResult result) throws IOException {
        return HtmlReport.of(result, BOOK, folder, "evidence");
    }

    private static String between(String page, String element) {
        int from = page.indexOf("<" + element + ">") + element.length() + 2;
        return page.substring(from, page.indexOf("</" + element + ">"));
    }

    private static long count(String page, String text) {
        return Pattern.compile(Pattern.quote(text)).matcher(page).results().count();
    }
}
