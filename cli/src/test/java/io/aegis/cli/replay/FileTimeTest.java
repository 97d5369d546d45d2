package io.aegis.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.PublicTick;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FileTimeTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    private final FileTime time = new FileTime(HOUR);
    private long lines;

    private void see(long... millis) {
        for (long at : millis) {
            time.see(new Item(at, ++lines, new PublicTick(at)));
        }
    }

    private void steady(long from, int count) {
        for (int i = 0; i < count; i++) {
            see(from + i * 1_000L);
        }
    }

    @Test
    void shouldNotFollowOneLineThatIsAhead() {
        steady(DAY, 20);
        see(3 * DAY);
        steady(DAY + 30_000, 20);
        assertThat(time.isLate(DAY)).isFalse();
        assertThat(time.takeStrays()).containsExactly(new FileTime.Stray(21, 2 * DAY - 30_000));
        assertThat(time.takeStrays()).isEmpty();
    }

    @Test
    void shouldNotFollowAFirstLineThatIsAhead() {
        see(3 * DAY);
        steady(DAY, 20);
        assertThat(time.isLate(DAY)).isFalse();
        assertThat(time.takeStrays()).extracting(FileTime.Stray::line).containsExactly(1L);
    }

    @Test
    void shouldFollowALogBehindAGap() {
        steady(DAY, 20);
        steady(2 * DAY, 20);
        assertThat(time.hasPassed(2 * DAY - HOUR)).isTrue();
        assertThat(time.takeStrays()).isEmpty();
    }

    @Test
    void shouldFollowASparseLogAndOneWithALineLongAgo() {
        see(0);
        for (int i = 1; i < 100; i++) {
            see(3L * i * HOUR);
        }
        assertThat(time.hasPassed(240L * HOUR)).isTrue();
        steady(20 * DAY, 30);
        assertThat(time.hasPassed(20 * DAY - HOUR)).isTrue();
        assertThat(time.takeStrays()).isEmpty();
    }

    @Test
    void shouldKnowNoTimeBeforeItsLinesAgree() {
        assertThat(List.of(time.isLate(0), time.hasPassed(0))).containsOnly(false);
    }
}
