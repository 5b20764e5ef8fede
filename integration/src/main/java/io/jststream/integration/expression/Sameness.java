package io.jststream.integration.expression;

import java.util.List;
import java.util.Map;

/** Whether two values are the same, numbers by what they count: 1, 1.0 and 1.00 are. */
final class Sameness {
    private Sameness() {}

    static boolean same(Object left, Object right) {
        if (left instanceof Number number && right instanceof Number other) {
            return Decimals.compare(number, other) == 0;
        }
        if (left instanceof List<?> list && right instanceof List<?> other) {
            return sameLists(list, other);
        }
        if (left instanceof Map<?, ?> map && right instanceof Map<?, ?> other) {
            return sameMaps(map, other);
        }
        return left.equals(right);
    }

    static boolean isIn(Object wanted, List<?> list) {
        return list.stream().anyMatch(each -> same(wanted, each));
    }

    private static boolean sameLists(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameMaps(Map<?, ?> left, Map<?, ?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object other = right.get(entry.getKey());
            if (other == null || !same(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }
}
