package io.aegis.server.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.RejectedLine;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class BacklogTest {

    private final Backlog backlog = new Backlog(400);

    private static Work of(String source, int events) {
        List<Line> lines = Collections.nCopies(events, new RejectedLine(1, null, "", ""));
        return new Work.Submitted(new Submission(source, lines, null, null, false), new CompletableFuture<>());
    }

    @Test
    void shouldLeaveRoomForOthersWhileOneSourceFloods() {
        for (int i = 0; i < 3; i++) {
            assertThat(backlog.admits(of("flood", 100))).isTrue();
        }
        assertThat(backlog.admits(of("flood", 1))).isFalse();
        assertThat(backlog.admits(of("other", 90))).isTrue();
        assertThat(backlog.admits(of("third", 11)))
                .as("more than may wait in all")
                .isFalse();
        assertThat(backlog.admits(new Work.Due())).isTrue();
        backlog.release(of("flood", 100));
        assertThat(backlog.admits(of("flood", 100))).isTrue();
    }

    @Test
    void shouldTakeASubmissionOfAnySizeWhereNothingWaits() {
        Work large = of("one", 1_000);
        assertThat(backlog.admits(large)).isTrue();
        assertThat(backlog.admits(of("other", 1))).isFalse();
        backlog.release(large);
        assertThat(backlog.admits(of("other", 1))).isTrue();
    }
}
