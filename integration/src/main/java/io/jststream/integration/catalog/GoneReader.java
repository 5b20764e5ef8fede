package io.jststream.integration.catalog;

import static io.jststream.integration.catalog.IntegrationReader.matches;
import static io.jststream.integration.catalog.IntegrationReader.optional;

import io.jststream.integration.Source.Gone;
import io.jststream.integration.Source.Gone.Deed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code source.gone} of a catalog file: a single word for what is done, or a mapping that also says when. */
final class GoneReader {
    static final Gone DEFAULT = new Gone(3, 20);

    private static final Map<String, Deed> DEEDS = Map.of("delete", Deed.DELETE, "mark", Deed.MARK, "keep", Deed.KEEP);
    private static final String EXPECTED = "delete (the row is deleted), mark (the row stays, with gone_at set)"
            + " or keep (the row stays as it was)";
    private static final Pattern SWEEPS = Pattern.compile("([1-9]\\d?) sweeps?");
    private static final Pattern PERCENT = Pattern.compile("(100|\\d{1,2})%");

    private GoneReader() {}

    static Gone read(YamlNode node, List<String> sourceKey) {
        if (node.written().isPresent()) {
            return new Gone(deed(node), DEFAULT.afterSweeps(), DEFAULT.atMostPercent(), Optional.empty());
        }
        Map<String, YamlNode> keys = node.children(List.of("do", "after", "at most", "ask"));
        Deed deed = optional(keys, "do").map(GoneReader::deed).orElse(Deed.DELETE);
        if (deed == Deed.KEEP) {
            List.of("after", "at most", "ask")
                    .forEach(name -> optional(keys, name)
                            .ifPresent(child ->
                                    child.expected("this key beside do: delete or do: mark: with keep nothing goes")));
        }
        int after = optional(keys, "after")
                .flatMap(child -> child.as("a number of sweeps such as '3 sweeps'", text -> number(SWEEPS, text)))
                .orElse(DEFAULT.afterSweeps());
        int atMost = optional(keys, "at most").flatMap(GoneReader::percent).orElse(DEFAULT.atMostPercent());
        Optional<String> ask = optional(keys, "ask")
                .flatMap(child -> child.as(
                        "the request parameter that takes a list of keys, such as shop_ids, and a source.key of one field",
                        text -> sourceKey.size() > 1 ? null : matches(IntegrationReader.NAME, text)));
        return new Gone(deed, after, atMost, ask);
    }

    /** Where the request moves with time: what leaves its range is not gone. */
    static void requireKeep(YamlNode source, Optional<YamlNode> node, Gone gone) {
        if (!gone.keeps()) {
            String keep =
                    "keep, because source.request moves with time: what leaves its range would count as gone and be "
                            + (gone.marks() ? "marked" : "deleted")
                            + "; read: window and read: rowversion ask for changes without such"
                            + " a request";
            node.ifPresentOrElse(given -> given.expected(keep), () -> source.missing("gone", keep));
        }
    }

    private static Deed deed(YamlNode node) {
        Deed deed = node.written().map(DEEDS::get).orElse(null);
        if (deed == null) {
            node.expectedOneOf(EXPECTED, DEEDS.keySet());
        }
        return deed == null ? Deed.DELETE : deed;
    }

    /** A share of something. */
    static Optional<Integer> percent(YamlNode node) {
        return node.as("a share such as '20%'", text -> number(PERCENT, text));
    }

    private static @Nullable Integer number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Integer.valueOf(matcher.group(1)) : null;
    }
}
