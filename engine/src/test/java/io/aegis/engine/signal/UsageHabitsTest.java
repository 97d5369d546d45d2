package io.aegis.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Fact;
import io.aegis.engine.rule.Rule;
import io.aegis.engine.testing.Recorder;
import io.aegis.engine.testing.Rules;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What customers do all year that is no move of their usage, and moves that are found late. An examiner's cases. */
final class UsageHabitsTest {

    private static final long DAY = 86_400_000;
    private static final int DAYS = 90;
    private static final int MOVED = 42;

    /** The days after which a rule opened and cleared, of a customer whose days stray by so much. */
    private static List<Integer> told(Rule rule, String kind, double strays, IntToDoubleFunction level) {
        Recorder recorder = new Recorder();
        Engine engine = new Engine(Rules.set(rule), recorder);
        Random random = new Random(7);
        for (int day = 0; day < DAYS; day++) {
            long calls = Math.round(level.applyAsDouble(day) * StrictMath.exp(strays * random.nextGaussian()));
            if (calls > 0) {
                engine.apply(new Entry.Event(
                        0, 0, day * DAY + DAY / 2, new ApiCalls((int) calls, 0, 0, 0, 0, Fact.UNKNOWN, null)));
            }
            engine.apply(new Entry.Tick((day + 1) * DAY));
        }
        return recorder.of(0).stream()
                .filter(change -> change.entry().kind().equals(kind))
                .map(change -> (int) (change.entry().atMillis() / DAY))
                .toList();
    }

    private static List<Integer> declines(IntToDoubleFunction level) {
        return told(Rules.rule("fell", "usage_trend == 'declining'"), "opened", 0.1, level);
    }

    private static List<Integer> growths(IntToDoubleFunction level) {
        return told(Rules.rule("grew", "usage_trend == 'increasing'"), "opened", 0.1, level);
    }

    private static boolean in(int day, int from, int days) {
        return day >= from && day < from + days;
    }

    /** Where days are noisy or usage slopes it is found late: the week before the last is as low. */
    @Test
    void shouldMeasureALateDeclineAgainstTheWeekBeforeIt() {
        Rule rule = Rules.rule("fell", "usage_trend == 'declining'", "usage_recovered >= 0.85", "0s", "0s", "14d");
        for (int days : new int[] {1, 14, 24}) {
            double perDay = 40.0 / days;
            IntToDoubleFunction level = day -> Math.clamp(100 - perDay * (day - MOVED), 60.0, 100.0);
            for (double strays : new double[] {0.2, 0.3}) {
                assertThat(told(rule, "opened", strays, level)).hasSize(1);
                assertThat(told(rule, "cleared", strays, level)).allMatch(day -> day > MOVED + 28);
            }
        }
    }

    @Test
    void shouldTakeNoLaunchForUsual() {
        assertThat(declines(day -> day < 8 ? 400 : 100)).isEmpty();
        assertThat(growths(day -> day < 9 ? 10 * day : 100)).isEmpty();
    }

    @Test
    void shouldEndSoonWhatIsOver() {
        Rule grown = Rules.rule("grew", "usage_trend == 'increasing'");
        for (int days = 4; days <= 6; days++) {
            int end = MOVED + days;
            IntToDoubleFunction peak = day -> day >= MOVED && day < end ? 300 : 100;
            assertThat(told(grown, "opened", 0.1, peak)).hasSize(1).allMatch(day -> day <= end);
            assertThat(told(grown, "cleared", 0.1, peak)).hasSize(1).allMatch(day -> day <= end + 2);
        }
    }

    @Test
    void shouldTakeNoUsualGapForADecline() {
        assertThat(declines(day -> day % 30 < 2 ? 1000 : 0)).isEmpty();
        assertThat(declines(day -> day % 14 < 2 ? 700 : 0)).isEmpty();
    }

    @Test
    void shouldTakeNoReturnFromABreakForGrowth() {
        for (int days = 9; days <= 20; days++) {
            int lasting = days;
            assertThat(growths(day -> in(day, MOVED, lasting) ? 0 : 100)).isEmpty();
            assertThat(growths(day -> in(day, MOVED, lasting) ? 15 : 100)).isEmpty();
        }
    }

    /** Of customers of two weeks and of months, and after weeks that the kept days no longer reach back to. */
    @Test
    void shouldTakeTheEndOfACampaignForNoDecline() {
        for (int from : new int[] {15, MOVED}) {
            for (int days = 7; days <= 40; days++) {
                int lasting = days;
                assertThat(declines(day -> in(day, from, lasting) ? 180 : 100)).isEmpty();
                assertThat(growths(day -> in(day, from, lasting) ? 50 : 100)).isEmpty();
            }
        }
    }

    @Test
    void shouldFindADeclineBelowWhatWasUsualBeforeACampaign() {
        assertThat(declines(day -> in(day, 30, 25) ? 260 : day < 30 ? 100 : 50)).isNotEmpty();
    }

    @Test
    void shouldFindGrowthBeyondWhatWasUsualBeforeABreak() {
        assertThat(growths(day -> in(day, MOVED, 13) ? 0 : day < MOVED ? 100 : 220))
                .isNotEmpty();
    }

    @Test
    void shouldFindGrowthOfThoseWhoCallOnAFewWeekdays() {
        for (int weekdays = 1; weekdays <= 3; weekdays++) {
            int busy = weekdays;
            assertThat(growths(day -> day % 7 >= busy ? 0 : day < MOVED ? 200 : 400))
                    .isNotEmpty();
            assertThat(growths(day -> day % 7 >= busy ? 0 : 200)).isEmpty();
        }
    }
}
