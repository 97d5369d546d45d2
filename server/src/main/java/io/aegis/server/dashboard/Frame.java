package io.aegis.server.dashboard;

import io.aegis.server.dashboard.page.Section;
import io.aegis.server.dashboard.page.Shell;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.security.AccessMode;
import io.aegis.server.security.Principal;
import io.aegis.server.simulator.SimulatorLink;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts the frame around a page. */
@Component
final class Frame {

    private final ObjectProvider<Monitor> monitor;
    private final AccessMode access;
    private final Assets assets;
    private final SimulatorLink simulator;

    Frame(ObjectProvider<Monitor> monitor, AccessMode access, Assets assets, SimulatorLink simulator) {
        this.monitor = monitor;
        this.access = access;
        this.assets = assets;
        this.simulator = simulator;
    }

    Shell around(String title, @Nullable Section section, HttpServletRequest request) {
        return around(title, section, request, monitor.getObject().status());
    }

    Shell around(String title, @Nullable Section section, HttpServletRequest request, MonitorStatus status) {
        return new Shell(
                title,
                section,
                assets.folder(),
                access == AccessMode.DEMO,
                simulator.glance(),
                status.told(),
                status.timeMode() == TimeMode.SOURCE,
                status.nowMillis(),
                Principal.of(request).name(),
                open(status),
                status.trouble());
    }

    String assets() {
        return assets.folder();
    }

    static long open(MonitorStatus status) {
        return status.interventions().keySet().stream()
                .mapToLong(rule -> status.interventions(rule, "open", false))
                .sum();
    }
}
