package io.jststream.e2e.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.House;
import io.jststream.service.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the documents say is what the code does: settings, quoted code, commands, links, names of tests. */
class ReadmeTest {
    private static final String ENGLISH = "README.md";
    private static final String CHINESE = "README.zh-CN.md";
    private static final Pattern REGION =
            Pattern.compile("<!-- region (\\S+) (\\S+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BLOCK =
            Pattern.compile("^ *```(\\w+)\\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)\\)");
    private static final Pattern TARGET = Pattern.compile("(?:^|`)make ([a-z0-9-]+)", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @ParameterizedTest
    @ValueSource(strings = {ENGLISH, CHINESE})
    void theCodeThatIsQuotedIsTheCode(String readme) {
        List<MatchResult> regions = all(REGION, readme);

        assertEquals(5, regions.size());
        regions.forEach(
                quoted -> assertEquals(region(quoted.group(1), quoted.group(2)), quoted.group(3), quoted.group(2)));
    }

    @Test
    void theTableOfSettingsIsThatOfTheCode() {
        String expected = Arrays.stream(Setting.values())
                .map(setting -> row(setting) + " " + setting.meaning() + " |\n")
                .collect(Collectors.joining());

        assertTrue(text(ENGLISH).contains(expected), "expected in " + ENGLISH + ":\n" + expected);
    }

    @Test
    void theChineseTableOfSettingsNamesTheSameOnes() {
        List<String> rows =
                text(CHINESE).lines().filter(line -> line.startsWith("| `JST_")).toList();
        List<String> expected =
                Arrays.stream(Setting.values()).map(ReadmeTest::row).toList();

        assertEquals(
                expected,
                rows.stream().map(row -> row.replaceAll("[^|]* \\|$", "")).toList());
        rows.forEach(row -> assertTrue(row.matches(".*\\p{IsHan}.* \\|"), row));
    }

    @Test
    void bothLanguagesShowTheSame() {
        assertEquals(blocks(ENGLISH), blocks(CHINESE));
        assertEquals(headings(ENGLISH), headings(CHINESE));
    }

    @Test
    void whatIsToBeTypedCanBeTyped() throws Exception {
        for (MatchResult block : all(BLOCK, ENGLISH)) {
            switch (block.group(1)) {
                case "yaml" ->
                    assertFalse(
                            new Load(LoadSettings.builder().build())
                                            .loadFromString(block.group(2).stripIndent())
                                    instanceof String,
                            block.group(2));
                case "sh" -> assertEquals(0, shellErrors(block.group(2)), block.group(2));
                case "java", "text" -> assertFalse(block.group(2).isBlank());
                default -> throw new AssertionError("a block of a language that nobody checks: " + block.group(1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ENGLISH, CHINESE, "CONTRIBUTING.md", "docs/runbook.md", "docs/contract.md", "docs/rationale.md"})
    void linksAndTargetsExist(String document) {
        Path folder = House.ROOT.resolve(document).resolveSibling("");
        all(LINK, document).forEach(link -> assertTrue(Files.exists(folder.resolve(link.group(1))), link.group(1)));
        String makefile = text("Makefile");
        all(TARGET, document)
                .forEach(target -> assertTrue(makefile.contains("\n" + target.group(1) + ":"), target.group(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONTRIBUTING.md", "docs/contract.md"})
    void testsThatAreNamedExist(String document) {
        List<MatchResult> named = all(TEST, document);
        assertFalse(named.isEmpty());
        Set<String> tests = House.testSources().keySet();
        named.forEach(test -> assertTrue(tests.contains(test.group(1)), test.group(1)));
    }

    @Test
    void whatMustHoldNamesATest() {
        String[] rules = text("docs/contract.md").split("\n(?=\\* |\n|#)");
        for (String rule : rules) {
            if (rule.startsWith("* MUST")) {
                assertTrue(TEST.matcher(rule).find(), rule);
            }
        }
    }

    private static String row(Setting setting) {
        return "| `" + setting + "` | "
                + setting.defaultValue().map(value -> "`" + value + "`").orElse("") + " |";
    }

    private static String region(String file, String name) {
        String source = text(file);
        int begin = source.indexOf("// region " + name + "\n");
        assertTrue(begin > 0, "no region " + name + " in " + file);
        String body = source.substring(source.indexOf('\n', begin) + 1, source.indexOf("// endregion", begin));
        return body.substring(0, body.lastIndexOf('\n')).stripIndent() + "\n";
    }

    private static List<String> blocks(String document) {
        return all(BLOCK, document).stream().map(MatchResult::group).toList();
    }

    /** The levels of the headings, in order: texts differ by language. */
    private static List<String> headings(String document) {
        return text(document)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private static int shellErrors(String commands) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-n", "-c", commands).start().waitFor();
    }

    private static List<MatchResult> all(Pattern pattern, String document) {
        return pattern.matcher(text(document)).results().toList();
    }

    private static String text(String document) {
        return House.read(House.ROOT.resolve(document));
    }
}
