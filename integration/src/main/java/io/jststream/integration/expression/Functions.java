package io.jststream.integration.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions that CEL gets from us: those of exact numbers, those that need a bound, and the usual ones of texts. */
final class Functions {
    static final CelType DECIMAL = OpaqueType.create("decimal");

    /** What {@code raw.?name} is to CEL, and to us: its own takes null for a value. */
    static final String CELS_OPTIONAL = "select_optional_field";

    static final String OPTIONAL_SELECT = "jst optional";

    private static final CelType INT = SimpleType.INT;
    private static final CelType DOUBLE = SimpleType.DOUBLE;
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType TRUTH = SimpleType.BOOL;
    private static final CelType DYN = SimpleType.DYN;
    private static final CelType ANY = TypeParamType.create("A");
    private static final CelType LIST = ListType.create(ANY);
    private static final CelType OPTIONAL = OptionalType.create(ANY);
    /** Pairs of numbers that CEL itself does not count with. */
    private static final List<List<CelType>> MIXED = List.of(
            List.of(DECIMAL, DECIMAL),
            List.of(DECIMAL, INT),
            List.of(INT, DECIMAL),
            List.of(DECIMAL, DOUBLE),
            List.of(DOUBLE, DECIMAL),
            List.of(INT, DOUBLE),
            List.of(DOUBLE, INT));

    private final List<CelFunctionDecl> declarations = new ArrayList<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    private Functions() {}

    static Functions all() {
        Functions functions = new Functions();
        functions.addNumbers();
        functions.addComparisons();
        functions.addConversions();
        functions.addTexts();
        functions.addOptionals();
        return functions;
    }

    List<CelFunctionDecl> declarations() {
        return declarations;
    }

    List<CelFunctionBinding> bindings() {
        return bindings;
    }

    private void addNumbers() {
        mixed("_+_", DECIMAL, args -> Decimals.add((Number) args[0], (Number) args[1]));
        mixed("_-_", DECIMAL, args -> Decimals.subtract((Number) args[0], (Number) args[1]));
        mixed("_*_", DECIMAL, args -> Decimals.multiply((Number) args[0], (Number) args[1]));
        mixed("_/_", DECIMAL, args -> Decimals.divide((Number) args[0], (Number) args[1]));
        mixed("_%_", DECIMAL, args -> Decimals.remainder((Number) args[0], (Number) args[1]));
        global("-_", DECIMAL, List.of(DECIMAL), args -> ((BigDecimal) args[0]).negate());
        global("sum", DECIMAL, List.of(LIST), args -> Decimals.sum((List<?>) args[0]));
        for (CelType number : List.of(DECIMAL, INT, DOUBLE)) {
            global("round", DECIMAL, List.of(number, INT), args -> Decimals.round((Number) args[0], (Long) args[1]));
        }
    }

    private void addComparisons() {
        mixed("_<_", TRUTH, args -> Decimals.compare((Number) args[0], (Number) args[1]) < 0);
        mixed("_<=_", TRUTH, args -> Decimals.compare((Number) args[0], (Number) args[1]) <= 0);
        mixed("_>_", TRUTH, args -> Decimals.compare((Number) args[0], (Number) args[1]) > 0);
        mixed("_>=_", TRUTH, args -> Decimals.compare((Number) args[0], (Number) args[1]) >= 0);
        global("_==_", TRUTH, List.of(DYN, DYN), args -> Sameness.same(args[0], args[1]));
        global("_!=_", TRUTH, List.of(DYN, DYN), args -> !Sameness.same(args[0], args[1]));
        global("@in", TRUTH, List.of(ANY, LIST), args -> Sameness.isIn(args[0], (List<?>) args[1]));
        global(
                "@in",
                TRUTH,
                List.of(ANY, MapType.create(ANY, TypeParamType.create("B"))),
                args -> ((Map<?, ?>) args[1]).containsKey(args[0]));
        // the interpreter knows it by that name; either side may be null
        declare("_?_:_", CelOverloadDecl.newGlobalOverload("conditional", DYN, TRUTH, DYN, DYN));
    }

    private void addConversions() {
        global("decimal", DECIMAL, List.of(TEXT), args -> Decimals.parse((String) args[0]));
        for (CelType number : List.of(DECIMAL, INT, DOUBLE)) {
            global("decimal", DECIMAL, List.of(number), args -> Decimals.of((Number) args[0]));
        }
        global("double", DOUBLE, List.of(DECIMAL), args -> ((BigDecimal) args[0]).doubleValue());
        global("int", INT, List.of(DECIMAL), args -> Decimals.whole((BigDecimal) args[0]));
        global("string", TEXT, List.of(DECIMAL), args -> ((BigDecimal) args[0]).toPlainString());
        global(
                "string",
                TEXT,
                List.of(DOUBLE),
                args -> Decimals.of((Double) args[0]).toPlainString());
    }

    private void addTexts() {
        global("_+_", TEXT, List.of(TEXT, TEXT), args -> Texts.add((String) args[0], (String) args[1]));
        member("contains", TRUTH, List.of(TEXT, TEXT), args -> Texts.contains((String) args[0], (String) args[1]));
        member("matches", TRUTH, List.of(TEXT, TEXT), args -> Texts.matches((String) args[0], (String) args[1]));
        member("indexOf", INT, List.of(TEXT, TEXT), args -> Texts.indexOf((String) args[0], (String) args[1]));
        member("substring", TEXT, List.of(TEXT, INT), args -> Texts.substring((String) args[0], (Long) args[1]));
        member(
                "substring",
                TEXT,
                List.of(TEXT, INT, INT),
                args -> Texts.substring((String) args[0], (Long) args[1], (Long) args[2]));
        member(
                "replace",
                TEXT,
                List.of(TEXT, TEXT, TEXT),
                args -> Texts.replace((String) args[0], (String) args[1], (String) args[2]));
        member(
                "split",
                ListType.create(TEXT),
                List.of(TEXT, TEXT),
                args -> Texts.split((String) args[0], (String) args[1]));
        member(
                "join",
                TEXT,
                List.of(ListType.create(TEXT), TEXT),
                args -> Texts.join((List<?>) args[0], (String) args[1]));
        member("trim", TEXT, List.of(TEXT), args -> ((String) args[0]).strip());
        member("lowerAscii", TEXT, List.of(TEXT), args -> Texts.lower((String) args[0]));
        member("upperAscii", TEXT, List.of(TEXT), args -> Texts.upper((String) args[0]));
    }

    /** {@code raw.?name}, which is there or not; the interpreter knows these by the names of their overloads. */
    private void addOptionals() {
        declare("_?._", CelOverloadDecl.newGlobalOverload(CELS_OPTIONAL, OptionalType.create(DYN), DYN, TEXT));
        bindings.add(CelFunctionBinding.from(OPTIONAL_SELECT, Object.class, String.class, Present::of));
        declare("orValue", CelOverloadDecl.newMemberOverload("optional_orValue_value", ANY, OPTIONAL, ANY));
        declare("or", CelOverloadDecl.newMemberOverload("optional_or_optional", OPTIONAL, OPTIONAL, OPTIONAL));
        member("hasValue", TRUTH, List.of(OPTIONAL), args -> ((Optional<?>) args[0]).isPresent());
    }

    private void mixed(String function, CelType result, CelFunctionOverload body) {
        MIXED.forEach(pair -> global(function, result, pair, body));
    }

    private void global(String function, CelType result, List<CelType> parameters, CelFunctionOverload body) {
        String id = bind(function, parameters, body);
        declare(function, CelOverloadDecl.newGlobalOverload(id, result, parameters));
    }

    private void member(String function, CelType result, List<CelType> parameters, CelFunctionOverload body) {
        String id = bind(function, parameters, body);
        declare(function, CelOverloadDecl.newMemberOverload(id, result, parameters));
    }

    private void declare(String function, CelOverloadDecl overload) {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(function, overload));
    }

    private String bind(String function, List<CelType> parameters, CelFunctionOverload body) {
        String id = "jst " + function + " " + bindings.size();
        List<Class<?>> classes = new ArrayList<>();
        parameters.forEach(parameter -> classes.add(classOf(parameter)));
        bindings.add(CelFunctionBinding.from(id, classes, body));
        return id;
    }

    private static Class<?> classOf(CelType type) {
        if (type.equals(DECIMAL)) {
            return BigDecimal.class;
        }
        return switch (type.kind()) {
            case INT -> Long.class;
            case DOUBLE -> Double.class;
            case STRING -> String.class;
            case LIST -> List.class;
            case MAP -> Map.class;
            case OPAQUE -> Optional.class;
            default -> Object.class;
        };
    }
}
