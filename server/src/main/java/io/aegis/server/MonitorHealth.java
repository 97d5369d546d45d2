package io.aegis.server;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready means: recovered, and what is sent now would be taken. */
final class MonitorHealth implements HealthIndicator {

    private final Opening opening;

    MonitorHealth(Opening opening) {
        this.opening = opening;
    }

    @Override
    public Health health() {
        if (!opening.isOpen()) {
            return Health.outOfService().withDetail("state", "recovering").build();
        }
        @Nullable String trouble = opening.monitor().status().trouble();
        return trouble == null
                ? Health.up().build()
                : Health.outOfService().withDetail("trouble", trouble).build();
    }
}
