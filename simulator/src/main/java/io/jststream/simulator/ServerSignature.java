package io.jststream.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * The signature as the server computes it (API: sign rules): MD5 over the secret and the sorted parameters, {@code sign} and
 * empty ones left out. Written apart from the producer's, so that each is a check of the other.
 */
final class ServerSignature {
    private ServerSignature() {}

    static boolean matches(String secret, Map<String, String> form) {
        return compute(secret, form).equals(form.get("sign"));
    }

    static String compute(String secret, Map<String, String> form) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(secret.getBytes(StandardCharsets.UTF_8));
            form.entrySet().stream()
                    .filter(entry ->
                            !entry.getKey().equals("sign") && !entry.getValue().isEmpty())
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> md5.update((entry.getKey() + entry.getValue()).getBytes(StandardCharsets.UTF_8)));
            StringBuilder hex = new StringBuilder();
            for (byte b : md5.digest()) {
                hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
