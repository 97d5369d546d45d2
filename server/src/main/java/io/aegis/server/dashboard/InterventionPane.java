package io.aegis.server.dashboard;

import io.aegis.engine.intervention.Evidence;
import io.aegis.server.dashboard.chart.EvidenceChart;
import io.aegis.server.dashboard.page.Address;
import io.aegis.server.dashboard.page.InboxDetail;
import io.aegis.server.dashboard.page.InboxDetail.SignalLine;
import io.aegis.server.dashboard.page.Moves;
import io.aegis.server.projection.InterventionDetail;
import io.aegis.server.security.Principal;
import io.aegis.server.security.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lays out one intervention with its evidence. */
@Component
final class InterventionPane {

    private final RuleBook rules;

    InterventionPane(RuleBook rules) {
        this.rules = rules;
    }

    InboxDetail of(InterventionDetail detail, Address list, Principal person, long nowMillis, @Nullable String notice) {
        boolean live = detail.row().clearedAt() == null;
        Evidence shown = live ? detail.latest() : detail.opening();
        List<Evidence.Failing> failing =
                shown.failing().isEmpty() ? detail.opening().failing() : shown.failing();
        return new InboxDetail(
                detail,
                chart(detail),
                signals(detail),
                failing,
                person.may(Scope.OPERATE) ? Moves.of(detail.row()) : Moves.NONE,
                person.name(),
                person.may(Scope.OPERATE),
                list.on("/"),
                nowMillis,
                notice);
    }

    private @Nullable EvidenceChart chart(InterventionDetail detail) {
        boolean live = detail.row().clearedAt() == null;
        boolean drawn = !detail.latest().series().calls().isEmpty();
        Evidence evidence = live && drawn ? detail.latest() : detail.opening();
        Evidence.Series series = evidence.series();
        if (series.calls().isEmpty() || series.stepMillis() <= 0) {
            return null;
        }
        return EvidenceChart.of(
                new EvidenceChart.Series(series.fromMillis(), series.stepMillis(), series.calls(), series.errors()),
                rules.errorThreshold(detail.row().rule()),
                detail.row().openedAt().toEpochMilli(),
                detail.opening().windowFromMillis());
    }

    private static List<SignalLine> signals(InterventionDetail detail) {
        return detail.opening().signals().stream()
                .map(signal -> new SignalLine(signal.name(), value(signal), latest(detail, signal.name())))
                .toList();
    }

    private static String latest(InterventionDetail detail, String name) {
        return detail.latest().signals().stream()
                .filter(signal -> signal.name().equals(name))
                .findFirst()
                .map(InterventionPane::value)
                .orElse("unknown");
    }

    private static String value(Evidence.SignalValue signal) {
        return Inbox.value(signal.known(), signal.value(), signal.name());
    }
}
