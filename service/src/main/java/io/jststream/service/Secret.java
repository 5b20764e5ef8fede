package io.jststream.service;

/** A value that must not be seen: it prints as {@code ***} wherever it is logged, formatted or concatenated by mistake. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
