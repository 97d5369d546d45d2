package io.aegis.codec.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The text tables of {@code shipped.tests.yaml}, each through an engine. */
final class ShippedRulesTest {

    @TestFactory
    Stream<DynamicTest> shouldDoAsTheTablesSay() throws Exception {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("shipped.tests.yaml"))) {
            RuleTests tests = RuleTests.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), path -> {
                throw new AssertionError("the shipped rules are meant, not " + path);
            });
            return tests.run().stream()
                    .map(result -> DynamicTest.dynamicTest(
                            result.name(),
                            () -> assertThat(result.differences()).isEmpty()));
        }
    }
}
