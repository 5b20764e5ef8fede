package io.jststream.transformer.mapping;

import com.fasterxml.jackson.core.JsonToken;
import io.jststream.transformer.column.RefusedException;
import io.jststream.transformer.column.SourceValue;
import java.io.IOException;

/** A record's names and values, one after another. */
sealed interface RecordTokens permits PlainTokens, DecodedTokens {
    /** Goes on to the next name in the object that has begun; false where the object ends. */
    boolean nextName() throws IOException;

    /** Whether it is this name; goes behind it where it is. */
    boolean takeName(FieldName name) throws IOException;

    /** A name that nobody has taken; goes behind it. */
    String name() throws IOException;

    /** Goes behind a name that nobody has taken. */
    void skipName() throws IOException;

    /** Goes on to the value of the name, or to the record itself; {@link JsonToken#NOT_AVAILABLE} where there is none. */
    JsonToken nextValue() throws IOException;

    /** Goes on to the next value in the list that has begun, or to the list's end. */
    JsonToken nextElement() throws IOException;

    /** Goes on to the end of the value that has begun, where it is an object or a list. */
    void skipChildren() throws IOException;

    /** The value that has begun, without what is in it where it is an object or a list. */
    SourceValue value() throws IOException;

    /** Where that value begins in the record, in bytes, if it is an object or a list. */
    int begin();

    /** The object or the list that began there, with all that is in it; it has been read to its end. */
    SourceValue structure(JsonToken start, int begin) throws IOException, RefusedException;

    /** Whether nothing stands behind the record. */
    boolean isEnd() throws IOException;
}
