package io.jststream.transformer.mapping;

import io.jststream.transformer.column.Rule;

/**
 * A rule with {@code severity: warn} that a row breaks. Said with the record, so that the mapping stays a pure function.
 *
 * @param field the column, or the condition's name
 */
public record RuleWarning(String field, Rule rule) {}
