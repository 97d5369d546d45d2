package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.dashboard.chart.Moment;
import io.aegis.server.dashboard.chart.UsageChart;
import io.aegis.server.projection.Happening;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a customer's chart marks. */
final class MarksTest {

    private static Happening at(long millis, String kind) {
        return new Happening(7, millis, kind);
    }

    @Test
    void shouldLeaveOutASubscriptionThatIsToldAgain() {
        assertThat(CustomerReading.changes(List.of(
                        at(1, "subscription_active"),
                        at(2, "payment_succeeded"),
                        at(3, "subscription_active"),
                        at(4, "subscription_past_due"),
                        at(5, "payment_succeeded"),
                        at(6, "subscription_active"))))
                .extracting(Happening::atMillis)
                .containsExactly(1L, 2L, 4L, 5L, 6L);
    }

    @Test
    void shouldNameEachKindOnceInTheKeyAndEachMarkToThePointer() {
        UsageChart chart = UsageChart.of(
                0,
                100,
                10,
                List.of(),
                List.of(),
                List.of(
                        Moment.of(10, 0, 100, "Payment failed", Moment.Tone.TROUBLE),
                        Moment.of(20, 0, 100, "Key \"issued\"", Moment.Tone.EVENT),
                        Moment.of(50, 0, 100, "Payment failed", Moment.Tone.TROUBLE)));
        assertThat(chart.kinds())
                .containsExactly(
                        new Moment.Kind("Payment failed", Moment.Tone.TROUBLE, 2, 50),
                        new Moment.Kind("Key \"issued\"", Moment.Tone.EVENT, 1, 20));
        assertThat(chart.momentPoints())
                .isEqualTo("[[10,\"Payment failed\"],[20,\"Key \\\"issued\\\"\"],[50,\"Payment failed\"]]");
    }
}
