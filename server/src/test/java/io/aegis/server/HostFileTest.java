package io.aegis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.server.processing.MonitorLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostFileTest {

    @TempDir
    private Path directory;

    private MonitorLimits read(String yaml) throws IOException {
        return HostFile.read(Files.writeString(directory.resolve("aegis.yaml"), yaml))
                .limits();
    }

    @Test
    void shouldKeepTheUsualWhereNothingIsSaid() throws IOException {
        assertThat(HostFile.read(null).limits()).isEqualTo(MonitorLimits.DEFAULTS);
        assertThat(read("")).isEqualTo(MonitorLimits.DEFAULTS);
        assertThat(read("sources: []\n")).isEqualTo(MonitorLimits.DEFAULTS);
    }

    @Test
    void shouldReadHowLongEachKindIsKept() throws IOException {
        MonitorLimits limits = read("""
                retention: {journal: 7d, hourly: 14d, daily: 800d, rejected: 36h, rejected_lines: 50, unattributed: 2d}
                journal: {checkpoint_every: 5m}
                """);

        assertThat(limits.retention().journal()).isEqualTo(Duration.ofDays(7));
        assertThat(limits.retention().hourly()).isEqualTo(Duration.ofDays(14));
        assertThat(limits.retention().daily()).isEqualTo(Duration.ofDays(800));
        assertThat(limits.retention().rejected()).isEqualTo(Duration.ofHours(36));
        assertThat(limits.retention().rejectedLines()).isEqualTo(50);
        assertThat(limits.retention().unattributed()).isEqualTo(Duration.ofDays(2));
        assertThat(limits.checkpointEvery()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void shouldTellOnceThatTheFileIsNoYaml() {
        assertThatThrownBy(() -> read("retention: [1,2"))
                .isInstanceOf(IllegalStateException.class)
                .message()
                .containsOnlyOnce("The file is no YAML");
    }

    @Test
    void shouldTellAllThatIsWrong() {
        assertThatThrownBy(() -> read("""
                        retentoin: {}
                        retention: {hourly: 500d, dayly: 1d, journal: 10, rejected_lines: many}
                        journal: fast
                        plans: {price_1: gold}
                        sources: [{type: fiel}]
                        """))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("aegis.yaml")
                .hasMessageContaining("retentoin: is no part of the file")
                .hasMessageContaining("retention.dayly: is not known")
                .hasMessageContaining("retention.journal: (10) is no span of at least 1d")
                .hasMessageContaining("retention.rejected_lines: (many) is no number")
                .hasMessageContaining("retention.daily: is shorter than retention.hourly (500d)")
                .hasMessageContaining("journal: is no object")
                .hasMessageContaining("\nplans.price_1: (gold) is no tier")
                .hasMessageContaining("sources[0]: the type (fiel) is not known");
    }
}
