package io.jststream.transformer.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes as one number, to compare them at once. */
public final class EightBytes {
    private static final VarHandle NUMBER = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EightBytes() {}

    /** Those that begin there, the first one as the lowest; there must be eight. */
    public static long at(byte[] bytes, int from) {
        return (long) NUMBER.get(bytes, from);
    }
}
