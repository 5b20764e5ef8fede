package io.jststream.transformer.column;

/** What the database counts and refuses in a text, told beforehand. */
final class Characters {
    private Characters() {}

    /** Half of a surrogate pair is no character: no UTF-8 has it, so no table can hold it. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** How many leading UTF-16 units of a text without lone surrogates fit into so many bytes of UTF-8. */
    static int fitting(String text, int mostBytes) {
        int bytes = 0;
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > mostBytes) {
                return i;
            }
            i += Character.charCount(character);
        }
        return i;
    }
}
