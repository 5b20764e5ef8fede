package io.jststream.producer.turn;

import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.ContentSum;

/**
 * What a sweep saw.
 *
 * @param pages pages read and published
 * @param records records on all pages, by what came of them
 * @param distinct records, each key once
 * @param hash the content of the distinct records, whatever their order
 */
public record Seen(int pages, Changes records, int distinct, Findings findings, ContentSum hash) {}
