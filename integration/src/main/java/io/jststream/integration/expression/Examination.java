package io.jststream.integration.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through a compiled expression once, when it is loaded: which fields it reads, and what of it will cost more than a step. */
final class Examination {
    private static final Set<String> OF_A_FIELD = Set.of("_[_]", "_?._");
    private static final Set<String> WALKING = Set.of("_==_", "_!=_", "@in", "sum", "join");
    private static final int LONGEST_PATTERN = 500;

    private final Map<Long, Integer> positions;
    private final List<Input> inputs = new ArrayList<>();
    private final Walks walks = new Walks();

    private Examination(CelAbstractSyntaxTree tree) {
        positions = tree.getSource().getPositionsMap();
    }

    /** {@code IllegalArgumentException} says what is wrong and where. */
    static Examination of(CelAbstractSyntaxTree tree) {
        Examination examination = new Examination(tree);
        examination.visit(tree.getExpr());
        return examination;
    }

    /** The fields that it reads, each once, in the order in which it names them. */
    List<Input> inputs() {
        return inputs;
    }

    Walks walks() {
        return walks;
    }

    private void visit(CelExpr part) {
        switch (part.getKind()) {
            case IDENT -> {
                Variable.of(part.ident().name()).ifPresent(variable -> {
                    throw wrong(
                            part,
                            "'" + variable.label() + "' has to be followed by a field, such as " + variable.label()
                                    + ".shop_id");
                });
            }
            case SELECT -> {
                if (!takeField(part.select().operand(), part.select().field())) {
                    visit(part.select().operand());
                }
            }
            case CALL -> visitCall(part, part.call());
            case LIST -> {
                part.list().elements().forEach(this::visit);
                part.list().elements().forEach(each -> walks.wholeParts().add(each.id()));
            }
            case MAP ->
                part.map().entries().forEach(entry -> {
                    visit(entry.key());
                    visit(entry.value());
                    walks.wholeParts().add(entry.value().id());
                });
            case COMPREHENSION -> visitComprehension(part, part.comprehension());
            case CONSTANT -> {
                // the interpreter hands one on as a signed number, a large one as a negative number
                if (part.constant().getKind() == CelConstant.Kind.UINT64_VALUE) {
                    throw wrong(part, "there are no unsigned numbers here, leave the u out");
                }
            }
            case STRUCT -> throw wrong(part, "there are no messages here, only maps such as {'a': 1}");
            default -> {}
        }
    }

    private void visitCall(CelExpr part, CelCall call) {
        List<CelExpr> arguments = new ArrayList<>();
        call.target().ifPresent(arguments::add);
        arguments.addAll(call.args());
        if (OF_A_FIELD.contains(call.function()) && takeField(arguments.get(0), text(arguments.get(1)))) {
            return;
        }
        if (call.function().equals("@in") && takeField(arguments.get(1), text(arguments.get(0)))) {
            return;
        }
        if (call.function().equals("matches")) {
            checkPattern(arguments.get(1));
        }
        arguments.forEach(this::visit);
        if (WALKING.contains(call.function())) {
            arguments.forEach(each -> walks.wholeParts().add(each.id()));
        }
        if (call.function().equals("split") || (call.function().equals("_+_") && !isLoopsOwn(arguments.get(0)))) {
            walks.madeParts().add(part.id());
        }
    }

    private void visitComprehension(CelExpr part, CelComprehension loop) {
        if (Variable.of(loop.iterVar()).isPresent()) {
            throw wrong(
                    part,
                    "'" + loop.iterVar() + "' is the record or the line; call the loop's variable something else");
        }
        visit(loop.iterRange());
        visit(loop.accuInit());
        visit(loop.loopCondition());
        visit(loop.loopStep());
        visit(loop.result());
    }

    /** The list that a loop gathers: CEL adds to it in place. */
    private static boolean isLoopsOwn(CelExpr part) {
        return part.getKind() == CelExpr.ExprKind.Kind.IDENT
                && part.ident().name().startsWith("@");
    }

    private boolean takeField(CelExpr of, @Nullable String field) {
        Optional<Variable> variable = of.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? Variable.of(of.ident().name())
                : Optional.empty();
        if (variable.isEmpty() || field == null) {
            return false;
        }
        Input input = new Input(variable.get(), field);
        if (!inputs.contains(input)) {
            inputs.add(input);
        }
        return true;
    }

    /** A pattern of a record could be one that takes long to compile. */
    private void checkPattern(CelExpr part) {
        String pattern = text(part);
        if (pattern == null || pattern.length() > LONGEST_PATTERN) {
            throw wrong(part, "matches takes a text in quotes of at most " + LONGEST_PATTERN + " characters");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw wrong(part, "expected a regular expression of RE2: " + e.getDescription());
        }
    }

    private static @Nullable String text(CelExpr part) {
        return part.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && part.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? part.constant().stringValue()
                : null;
    }

    private IllegalArgumentException wrong(CelExpr part, String what) {
        Integer position = positions.get(part.id());
        return new IllegalArgumentException((position == null ? "" : "at character " + (position + 1) + ": ") + what);
    }
}
