package io.jststream.integration.scheme;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a scheme names the fields of the lines of lists: {@code {items.qty}}, {@code {items_list.qty}} or, where the platform makes a
 * document of each line (beatFlat), {@code {items_qty}}. The catalog knows the first one alone.
 *
 * @param flat lists of which the platform makes a document of each line
 * @param others lists that it leaves in their record
 */
record LineFields(List<String> flat, List<String> others) {
    private static final String OPENS = "(\\{+)";

    LineFields {
        flat = List.copyOf(flat);
        others = List.copyOf(others);
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(flat);
        others.stream().filter(list -> !all.contains(list)).forEach(all::add);
        return all;
    }

    /** The list of whose lines a template names a field. */
    Optional<String> listOf(String template) {
        return all().stream()
                .filter(list -> !inCatalog(list, template).equals(template) || template.contains("{" + list + "."))
                .findFirst();
    }

    /** The list that is named as a whole, as in the value of an array: with or without braces. */
    Optional<String> whole(String template) {
        String bare = template.replaceAll("^\\{+|}+$", "");
        return all().stream()
                .filter(list -> bare.equals(list) || bare.equals(list + "_list"))
                .findFirst();
    }

    /** A template with the list's fields as the catalog names them. */
    String inCatalog(String list, String template) {
        String name = Pattern.quote(list);
        String found = Matcher.quoteReplacement(list) + ".";
        String dotted = template.replaceAll(OPENS + "(?:" + name + "_list|details_list)\\.", "$1" + found);
        return flat.contains(list)
                ? dotted.replaceAll(OPENS + name + "(?:_list)?_(?=[A-Za-z_])(?!list\\.)", "$1" + found)
                : dotted;
    }

    /** The field of a line that a name of the scheme stands for, {@code items.oi_id}; empty where it is the record's. */
    Optional<String> field(String name) {
        String template = "{" + name + "}";
        return listOf(template).map(list -> inCatalog(list, template).replaceAll("[{}]", ""));
    }
}
