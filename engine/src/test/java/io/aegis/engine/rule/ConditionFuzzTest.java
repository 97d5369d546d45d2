package io.aegis.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.aegis.engine.signal.Signal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random conditions: the same answers as CEL's own runtime, and none that an unknown value could overturn. */
final class ConditionFuzzTest {

    private static final int ROUNDS = 3_000;
    private static final List<Signal> NUMBERS =
            List.of(Signal.ERROR_RATE, Signal.CALLS_1H, Signal.ERRORS, Signal.MRR, Signal.HOURS_IN_STAGE);
    private static final List<Signal> TEXTS = List.of(Signal.TIER, Signal.STAGE);
    private static final List<String> WORDS =
            List.of("none", "trial", "starter", "pro", "enterprise", "new", "first_api_call");
    private static final List<String> TAGS = List.of("batch", "beta", "vip");

    private final Random random = new Random(20_260_101);

    @Test
    void shouldAgreeWithCelWhereAllIsKnown() throws Exception {
        Cel cel = cel();
        int[] seen = new int[2];
        for (int round = 0; round < ROUNDS; round++) {
            String source = truth(3);
            Condition condition = Condition.compile("r", "when", source);
            var program = cel.createProgram(cel.compile(source).getAst());
            for (int sample = 0; sample < 3; sample++) {
                GivenReading reading = reading();
                boolean expected = (Boolean) program.eval(variables(reading));
                assertThat(condition.test(reading)).as(source).isEqualTo(Truth.of(expected));
                seen[expected ? 1 : 0]++;
            }
        }
        assertThat(seen[0]).isGreaterThan(ROUNDS / 3);
        assertThat(seen[1]).isGreaterThan(ROUNDS / 3);
    }

    @Test
    void shouldNeverDecideWhatAnUnknownValueCouldOverturn() {
        int decided = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String source = truth(3);
            Condition condition = Condition.compile("r", "when", source);
            GivenReading reading = reading();
            Signal unknown = NUMBERS.get(random.nextInt(NUMBERS.size()));
            reading.forget(unknown);
            Truth withUnknown = condition.test(reading);
            if (withUnknown == Truth.UNKNOWN) {
                assertThat(condition.signals()).as(source).contains(unknown);
                continue;
            }
            decided++;
            for (int sample = 0; sample < 5; sample++) {
                reading.set(unknown, number());
                assertThat(condition.test(reading)).as(source).isEqualTo(withUnknown);
            }
        }
        assertThat(decided).isBetween(ROUNDS / 10, ROUNDS * 95 / 100);
    }

    private static Cel cel() {
        CelBuilder builder = CelFactory.legacyCelBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .build());
        NUMBERS.forEach(signal -> builder.addVar(signal.id(), SimpleType.DOUBLE));
        TEXTS.forEach(signal -> builder.addVar(signal.id(), SimpleType.STRING));
        return builder.addVar("error_surge", SimpleType.BOOL)
                .addVar("tags", ListType.create(SimpleType.STRING))
                .build();
    }

    private static Map<String, Object> variables(GivenReading reading) {
        Map<String, Object> variables = new HashMap<>();
        NUMBERS.forEach(signal -> variables.put(signal.id(), reading.number(signal)));
        TEXTS.forEach(signal -> variables.put(signal.id(), String.valueOf(reading.text(signal))));
        variables.put("error_surge", reading.number(Signal.ERROR_SURGE) == 1);
        variables.put("tags", reading.list(Signal.TAGS));
        return variables;
    }

    private GivenReading reading() {
        GivenReading reading = new GivenReading();
        NUMBERS.forEach(signal -> reading.set(signal, number()));
        TEXTS.forEach(signal -> reading.set(signal, vocabularyWord(signal)));
        reading.set(Signal.ERROR_SURGE, random.nextBoolean() ? 1.0 : 0.0);
        reading.set(Signal.TAGS, TAGS.subList(0, random.nextInt(TAGS.size() + 1)));
        return reading;
    }

    private String truth(int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? "error_surge" : number(0) + order() + number(0);
        }
        return switch (random.nextInt(11)) {
            case 0, 1 -> "(" + truth(depth - 1) + " && " + truth(depth - 1) + ")";
            case 2, 3 -> "(" + truth(depth - 1) + " || " + truth(depth - 1) + ")";
            case 4 -> "!(" + truth(depth - 1) + ")";
            case 5 -> "(" + truth(depth - 1) + " ? " + truth(depth - 1) + " : " + truth(depth - 1) + ")";
            case 6 -> text() + (random.nextBoolean() ? " == " : " != ") + text();
            case 7 -> textFunction();
            case 8 -> "'" + TAGS.get(random.nextInt(TAGS.size())) + "' in tags";
            default -> number(depth - 1) + order() + number(depth - 1);
        };
    }

    private String textFunction() {
        Signal signal = TEXTS.get(random.nextInt(TEXTS.size()));
        String word = vocabularyWord(signal);
        return switch (random.nextInt(5)) {
            case 0 -> signal.id() + ".startsWith('" + word.charAt(0) + "')";
            case 1 -> signal.id() + ".endsWith('" + word.substring(1) + "')";
            case 2 -> signal.id() + ".contains('" + word.substring(1, 3) + "')";
            case 3 -> signal.id() + ".matches('^[a-p]+" + word.charAt(2) + "')";
            default -> signal.id() + " in ['" + word + "', '" + vocabularyWord(signal) + "']";
        };
    }

    private String order() {
        return List.of(" < ", " <= ", " > ", " >= ", " == ", " != ").get(random.nextInt(6));
    }

    private String number(int depth) {
        if (depth <= 0 || random.nextInt(3) == 0) {
            return switch (random.nextInt(4)) {
                case 0 -> Double.toString(random.nextInt(8) / 2.0);
                case 1 -> "double(size(tags))";
                default -> NUMBERS.get(random.nextInt(NUMBERS.size())).id();
            };
        }
        return switch (random.nextInt(6)) {
            case 0 -> "(" + number(depth - 1) + " + " + number(depth - 1) + ")";
            case 1 -> "(" + number(depth - 1) + " - " + number(depth - 1) + ")";
            case 2 -> "(" + number(depth - 1) + " * " + number(depth - 1) + ")";
            case 3 -> "(" + number(depth - 1) + " / 4.0)";
            case 4 -> "-" + number(0).replace("-", "");
            default -> "(" + truth(0) + " ? " + number(0) + " : " + number(0) + ")";
        };
    }

    private String text() {
        Signal signal = TEXTS.get(random.nextInt(TEXTS.size()));
        return random.nextInt(3) == 0
                ? "(" + truth(0) + " ? '" + WORDS.get(random.nextInt(WORDS.size())) + "' : " + signal.id() + ")"
                : signal.id();
    }

    private String vocabularyWord(Signal signal) {
        List<String> words = Vocabulary.of(signal);
        return words.get(random.nextInt(words.size()));
    }

    private double number() {
        return random.nextInt(8) / 2.0;
    }
}
