package io.jststream.producer.api;

import io.jststream.service.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The signature of a call: lower-case hex of the MD5 of the app secret followed by all parameters, sorted by name, name and
 * value without separators (API: sign rules). Values are signed as they are before URL encoding.
 */
final class Signature {
    private Signature() {}

    /** Signs the parameters; {@code sign} must not be among them, and none may be empty: servers differ in what they skip. */
    static String of(Secret appSecret, Map<String, String> parameters) {
        StringBuilder text = new StringBuilder(appSecret.value());
        new TreeMap<>(parameters).forEach((name, value) -> text.append(name).append(value));
        return HexFormat.of().formatHex(md5(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
