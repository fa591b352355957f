package io.rootlesstck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.rootlesstck.base.Settings;
import io.rootlesstck.base.TckException;
import io.rootlesstck.host.debian.SystemPackages;
import io.rootlesstck.host.debian.SystemPackages.Needed;
import io.rootlesstck.report.Report.Format;
import io.rootlesstck.verdict.RunResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The report as a reader has it: opened from a file in a browser, by mouse, keyboard and phone. */
class ReportIT {
    private static final String BROKEN = "button[data-filter=BROKEN]";
    private static final String SYSCTL = "kubelet.sysctl.vm-overcommit-memory";

    @TempDir private static Path folder;
    private static ChromeDriver browser;
    private static Path one;
    private static Path twenty;
    private static Path hostile;

    @BeforeAll
    static void open() throws IOException {
        Settings settings = Settings.load();
        try {
            new SystemPackages(settings)
                    .ensure(
                            "look at the report in a browser",
                            List.of(
                                    new Needed("chromium", "chromium"),
                                    new Needed("chromium-driver", "chromedriver")));
        } catch (TckException missing) {
            abort(String.valueOf(missing.getMessage()));
        }
        ClaimBook book = ClaimBook.ofKit(settings);
        one = page("one", BigResult.of(1, folder.resolve("one/evidence")), book);
        twenty =
                page(
                        "twenty",
                        BigResult.of(BigResult.CELLS, folder.resolve("twenty/evidence")),
                        book);
        hostile = page("hostile", Results.hostile(), book);
        browser = browser();
    }

    private static Path page(String name, RunResult result, ClaimBook book) {
        Path output = folder.resolve(name);
        Path file = output.resolve(Format.HTML.fileName());
        new Report(result, output, book).write(Format.HTML, file);
        return file;
    }

    private static ChromeDriver browser() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setCapability("goog:loggingPrefs", logs);
        options.setBinary(program("chromium").toString());
        options.addArguments(
                "--headless=new", "--window-size=1280,900", "--hide-scrollbars", "--disable-gpu");
        if (SystemPackages.isRoot()) {
            options.addArguments("--no-sandbox"); // Chromium's own sandbox refuses root
        }
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(program("chromedriver").toFile())
                        // Chromium leaves a socket in it.
                        .withEnvironment(Map.of("TMPDIR", folder.toString()))
                        .build(),
                options);
    }

    private static Path program(String name) {
        for (String path : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(path, name))) {
                return Path.of(path, name);
            }
        }
        throw new IllegalStateException(name + " was installed and is not on the PATH");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void asOnADesk() {
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        media("", "light");
        open(one, "");
        browser.executeScript("try { localStorage.clear() } catch (e) { console.info(e) }");
        open(one, "");
    }

    @AfterEach
    void nothingWasComplainedOf() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .isEmpty();
    }

    @Test
    void filtersByVerdict() {
        int all = shown().size();
        find(BROKEN).click();

        assertThat(find(BROKEN).getAttribute("aria-pressed")).isEqualTo("true");
        assertThat(shown())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.getAttribute("data-v")).isEqualTo("BROKEN"));
        assertThat(find("#tck-shown").getText())
                .isEqualTo(shown().size() + " of " + all + " claims");

        find(BROKEN).click();
        assertThat(shown()).hasSize(all);
    }

    @Test
    void findsByIdSentenceAndReason() {
        find("#tck-search").sendKeys("overcommit memory");
        assertThat(shown()).extracting(row -> row.getAttribute("id")).contains(SYSCTL);
        assertThat(shown().size()).isLessThan(5);

        find("#tck-search").sendKeys(" nonsense");
        assertThat(shown()).isEmpty();
        find("#tck-reset").click();
        assertThat(shown().size()).isGreaterThan(100);

        find("#tck-search").sendKeys("no line of kubelet.log");
        assertThat(shown())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.getAttribute("data-v")).isEqualTo("BROKEN"));
    }

    @Test
    void aDeepLinkOpensAClaimWithWhatWasConfiguredAndSeen() {
        open(one, "#" + SYSCTL);

        WebElement panel = find("tr.panel");
        assertThat(panel.getText())
                .contains("Stated since", "Claim", "passed", "Control", "failed as it must")
                .contains("kubelet/sysctls", "kubelet/sysctls-gate-off", "Measured", "value");
        assertThat(panel.findElements(By.cssSelector(".hit mark"))).isNotEmpty();
        assertThat(panel.findElement(By.cssSelector("figcaption a")).getAttribute("href"))
                .startsWith("file:///")
                .endsWith(
                        "/one/evidence/docker-containerd-runc-v1.37.00/kubelet/sysctls/"
                                + SYSCTL
                                + "/kubelet.log");

        find("tr[id='" + SYSCTL + "'] button").click();
        assertThat(browser.findElements(By.cssSelector("tr.panel"))).isEmpty();
        assertThat(browser.getCurrentUrl()).doesNotContain("#");
    }

    @Test
    void aDeepLinkNamesACellToo() {
        open(twenty, "#" + SYSCTL + "@docker-containerd-runc-v1.37.07");

        assertThat(find("tr.panel select").getAttribute("value")).isEqualTo("7");
        assertThat(find("tr.panel [data-f]").getAttribute("href")).contains("v1.37.07/kubelet");
    }

    @Test
    void aMouseOpensTheCellThatItPointsAt() {
        open(twenty, "");
        browser.findElements(By.cssSelector("tr[id='" + SYSCTL + "'] td.v")).get(3).click();

        assertThat(find("tr.panel select").getAttribute("value")).isEqualTo("3");
        assertThat(browser.getCurrentUrl()).endsWith("v1.37.03");
    }

    @Test
    void aKeyboardIsEnough() {
        press("j", "j");
        WebElement second = shown().get(1);
        assertThat(second.getAttribute("class")).contains("current");
        press(Keys.ENTER);
        assertThat(second.findElement(By.tagName("button")).getAttribute("aria-expanded"))
                .isEqualTo("true");
        press(Keys.ESCAPE);
        assertThat(browser.findElements(By.cssSelector("tr.panel"))).isEmpty();
        press("k");
        assertThat(shown().get(0).getAttribute("class")).contains("current");

        press("/");
        press("gate");
        assertThat(find("#tck-search").getAttribute("value")).isEqualTo("gate");
        press(Keys.ESCAPE);
        assertThat(find("#tck-search").getAttribute("value")).isEmpty();
        press(Keys.ESCAPE);

        press("?");
        assertThat(find("#tck-help").isDisplayed()).isTrue();
        press(Keys.ESCAPE);
        assertThat(find("#tck-help").isDisplayed()).isFalse();
    }

    @Test
    void isDarkWhereTheSystemOrTheReaderWantsIt() {
        String light = paper();
        media("", "dark");
        String dark = paper();
        assertThat(dark).isNotEqualTo(light);

        find("#tck-theme").click();
        assertThat(find("#tck-theme").getText()).isEqualTo("Light");
        assertThat(paper()).isEqualTo(light);
        press("t");
        assertThat(find("#tck-theme").getText()).isEqualTo("Dark");
        media("", "light");
        assertThat(paper()).isEqualTo(dark);
    }

    @Test
    void fitsOnAPhone() {
        for (Path page : List.of(one, twenty, hostile)) {
            browser.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
            open(page, page.equals(hostile) ? "" : "#" + SYSCTL);

            assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
                    .as(page.toString())
                    .isEqualTo(390L);
        }
    }

    @Test
    void leavesItsToolsOutOnPaper() {
        media("print", "dark");

        assertThat(find(".bar-top").isDisplayed()).isFalse();
        assertThat(find(".tools").isDisplayed()).isFalse();
        assertThat(find("tr.row").isDisplayed()).isTrue();
    }

    @Test
    void hasNoBarriers() {
        for (String theme : List.of("light", "dark")) {
            media("", theme);
            for (Path page : List.of(one, twenty)) {
                open(page, "#" + SYSCTL);
                assertThat(violations()).as("%s %s", theme, page).isEmpty();
            }
            find("#tck-keys").click();
            assertThat(violations()).as("%s help", theme).isEmpty();
        }
    }

    @Test
    void runsNothingOfWhatOthersWrote() {
        open(hostile, "");
        int rows = shown().size();
        for (WebElement row : shown()) {
            row.findElement(By.tagName("button")).click();
        }

        assertThat(browser.findElements(By.cssSelector("tr.panel"))).hasSize(rows);
        assertThat(browser.getTitle()).contains("Rootless TCK").doesNotContain("owned");
        assertThat(browser.findElements(By.cssSelector("script"))).hasSize(1);
        assertThat(
                        browser.findElements(
                                By.cssSelector("main img, main iframe, [onload], [onerror]")))
                .isEmpty();
        assertThat(
                        browser.findElements(By.cssSelector("a[href]")).stream()
                                .map(link -> link.getAttribute("href")))
                .allSatisfy(href -> assertThat(href).startsWith("file:///"));
    }

    @Test
    void twentyCellsAreLightAndOpenAtOnce() throws IOException {
        assertThat(Files.size(twenty)).isLessThan(2_000_000);

        double[] milliseconds =
                DoubleStream.generate(ReportIT::loadTwenty).limit(5).sorted().toArray();

        System.out.printf(
                "report of %d cells: %d bytes, opened in %.0f ms (least of five; most %.0f)%n",
                BigResult.CELLS, Files.size(twenty), milliseconds[0], milliseconds[4]);
        assertThat(milliseconds[0]).isLessThan(1000);
    }

    private static double loadTwenty() {
        open(twenty, "");
        Object loaded =
                browser.executeScript(
                        "return performance.getEntriesByType('navigation')[0].loadEventEnd");
        return loaded instanceof Number milliseconds ? milliseconds.doubleValue() : Double.NaN;
    }

    /** Kept where a person can look at them after a build. */
    @Test
    void showsItself() throws IOException {
        open(one, "#" + SYSCTL);
        Path pictures =
                Files.createDirectories(
                        Path.of(System.getProperty("tck.output", "target/tck-it"))
                                .resolve("report"));
        Files.write(pictures.resolve("light.png"), browser.getScreenshotAs(OutputType.BYTES));
        media("", "dark");
        Files.write(pictures.resolve("dark.png"), browser.getScreenshotAs(OutputType.BYTES));

        assertThat(pictures.resolve("light.png")).isNotEmptyFile();
    }

    // --- how a reader acts --------------------------------------------------------------------

    private static void open(Path page, String place) {
        browser.get("about:blank"); // else another place of the same page would not load it anew
        browser.get(page.toUri() + place);
    }

    private static WebElement find(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    private static List<WebElement> shown() {
        return browser.findElements(By.cssSelector("tr.row:not([hidden])"));
    }

    private static void press(CharSequence... keys) {
        new Actions(browser).sendKeys(keys).perform();
    }

    private static void media(String type, String colours) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        type,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    private static String paper() {
        return String.valueOf(
                browser.executeScript(
                        "return getComputedStyle(document.documentElement).backgroundColor"));
    }

    private static List<String> violations() {
        return new AxeBuilder()
                .analyze(browser).getViolations().stream().map(ReportIT::violation).toList();
    }

    private static String violation(Rule rule) {
        return rule.getId()
                + ": "
                + rule.getHelp()
                + ": "
                + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList();
    }
}
