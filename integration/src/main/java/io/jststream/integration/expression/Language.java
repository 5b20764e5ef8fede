package io.jststream.integration.expression;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What expressions are written in: CEL without clocks, time zones, bytes and types, with exact numbers. What is not declared here
 * cannot be called, so this is the wall around an expression. Loaded with the first one, and never where there is none.
 */
final class Language {
    /** Most levels of brackets and calls. */
    static final int DEEPEST = 50;

    /** CEL's own functions that stay as they are, by what its library calls their overloads. */
    private static final Set<String> OF_CEL = Set.of(
            ("logical_and logical_or logical_not not_strictly_false to_dyn add_int64 add_double add_list subtract_int64"
                            + " subtract_double multiply_int64 multiply_double divide_int64 divide_double modulo_int64"
                            + " negate_int64 negate_double less_bool less_int64 less_double less_string greater_bool"
                            + " greater_int64 greater_double greater_string less_equals_bool less_equals_int64"
                            + " less_equals_double less_equals_string greater_equals_bool greater_equals_int64"
                            + " greater_equals_double greater_equals_string index_list index_map size_string size_list"
                            + " size_map string_size list_size map_size bool_to_bool string_to_bool int64_to_int64"
                            + " double_to_int64 string_to_int64 double_to_double int64_to_double string_to_double"
                            + " string_to_string bool_to_string int64_to_string starts_with_string ends_with_string")
                    .split(" "));

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(ColumnExpression.LONGEST)
            .maxParseRecursionDepth(DEEPEST)
            .enableOptionalSyntax(true)
            .build();
    private static final Functions FUNCTIONS = Functions.all();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(FUNCTIONS.bindings())
            .build();

    private Language() {}

    /** Parses an expression and checks its types. */
    static CelAbstractSyntaxTree check(String source, Set<Variable> variables) throws CelValidationException {
        CelAbstractSyntaxTree tree = compiler(variables).compile(source).getAst();
        Map<Long, CelReference> references = new HashMap<>(tree.getReferenceMap());
        references.replaceAll((part, reference) -> reference.overloadIds().contains(Functions.CELS_OPTIONAL)
                ? CelReference.newBuilder()
                        .addOverloadIds(Functions.OPTIONAL_SELECT)
                        .build()
                : reference);
        return CelAbstractSyntaxTree.newCheckedAst(tree.getExpr(), tree.getSource(), references, tree.getTypeMap());
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return RUNTIME.createProgram(checked);
    }

    private static CelCompiler compiler(Set<Variable> variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .filterFunctions((function, overload) ->
                                OF_CEL.contains(overload.celOverloadDecl().overloadId()))
                        .filterIdentifiers(identifier -> false)
                        .build())
                .setStandardMacros(
                        CelStandardMacro.HAS,
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE,
                        CelStandardMacro.MAP,
                        CelStandardMacro.MAP_FILTER,
                        CelStandardMacro.FILTER)
                .addFunctionDeclarations(FUNCTIONS.declarations());
        variables.forEach(
                variable -> builder.addVar(variable.label(), MapType.create(SimpleType.STRING, SimpleType.DYN)));
        return builder.build();
    }
}
