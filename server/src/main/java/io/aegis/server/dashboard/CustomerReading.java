package io.aegis.server.dashboard;

import io.aegis.engine.CustomerView;
import io.aegis.engine.event.Stage;
import io.aegis.server.dashboard.chart.Band;
import io.aegis.server.dashboard.chart.Moment;
import io.aegis.server.dashboard.chart.UsageChart;
import io.aegis.server.dashboard.page.CustomerPage;
import io.aegis.server.dashboard.page.CustomerPage.State;
import io.aegis.server.dashboard.page.CustomerPage.Step;
import io.aegis.server.dashboard.page.Section;
import io.aegis.server.dashboard.page.Wording;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import io.aegis.server.projection.CustomerDetail;
import io.aegis.server.projection.Happening;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.projection.UsagePoint;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads one customer for its page. */
@Component
final class CustomerReading {

    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long SPAN_MAX_MILLIS = 400 * DAY;
    private static final int HAPPENINGS_MAX = 200;
    private static final Set<String> TROUBLES =
            Set.of("key_revoked", "payment_failed", "subscription_past_due", "subscription_canceled");

    private final Monitor monitor;
    private final Frame frame;

    CustomerReading(Monitor monitor, Frame frame) {
        this.monitor = monitor;
        this.frame = frame;
    }

    Optional<CustomerPage> page(
            String id, Map<String, String> parameters, HttpServletRequest request, MonitorStatus status) {
        return monitor.customers()
                .byId(id)
                .map(detail -> new CustomerPage(
                        frame.around(Wording.name(detail.row().name()), Section.CUSTOMERS, request, status),
                        detail,
                        steps(detail.view()),
                        SignalGroups.of(detail.view().signals()),
                        usage(id, parameters, status, Optional.of(detail)),
                        status.nowMillis()));
    }

    CustomerPage.Usage usage(String id, Map<String, String> parameters, MonitorStatus status) {
        return usage(id, parameters, status, monitor.customers().byId(id));
    }

    private CustomerPage.Usage usage(
            String id, Map<String, String> parameters, MonitorStatus status, Optional<CustomerDetail> detail) {
        Stretch stretch = stretch(parameters, Math.max(0, status.nowMillis()));
        List<UsageChart.Step> steps = new ArrayList<>();
        for (UsagePoint point : monitor.usage()
                .series(
                        id,
                        Instant.ofEpochMilli(stretch.fromMillis()),
                        Instant.ofEpochMilli(stretch.toMillis()),
                        Duration.ofMillis(stretch.stepMillis()))) {
            steps.add(new UsageChart.Step(
                    point.at().toEpochMilli(),
                    point.calls(),
                    point.clientErrors(),
                    point.serverErrors(),
                    point.p95() == null ? Double.NaN : point.p95()));
        }
        UsageChart chart = UsageChart.of(
                stretch.fromMillis(),
                stretch.toMillis(),
                stretch.stepMillis(),
                steps,
                bands(detail.map(CustomerDetail::interventions).orElse(List.of()), stretch, status.nowMillis()),
                detail.map(found -> moments(found, stretch)).orElse(List.of()));
        return new CustomerPage.Usage(
                id,
                chart,
                stretch.range(),
                detail.map(CustomerReading::lastCall).orElse(-1L));
    }

    private static long lastCall(CustomerDetail detail) {
        return detail.view().signals().get("last_call_at") instanceof Long at ? at : -1;
    }

    /**
     * A stretch of time to draw.
     *
     * @param range its name, empty for one of a person's own
     */
    record Stretch(long fromMillis, long toMillis, long stepMillis, String range) {}

    static Stretch stretch(Map<String, String> parameters, long nowMillis) {
        long from = number(parameters.get("from"));
        long to = number(parameters.get("to"));
        if (from >= 0 && to > from && to - from <= SPAN_MAX_MILLIS) {
            long step = to - from <= 6 * HOUR ? MINUTE : to - from <= 15 * DAY ? HOUR : DAY;
            return rounded(from, to, step, "");
        }
        return switch (parameters.getOrDefault("range", "7d")) {
            case "1h" -> rounded(nowMillis - HOUR, nowMillis, MINUTE, "1h");
            case "24h" -> rounded(nowMillis - DAY, nowMillis, HOUR, "24h");
            case "35d" -> rounded(nowMillis - 35 * DAY, nowMillis, DAY, "35d");
            default -> rounded(nowMillis - 7 * DAY, nowMillis, HOUR, "7d");
        };
    }

    private static Stretch rounded(long fromMillis, long toMillis, long stepMillis, String range) {
        long from = Math.max(0, Math.floorDiv(fromMillis, stepMillis) * stepMillis);
        long to = Math.ceilDiv(toMillis + 1, stepMillis) * stepMillis;
        return new Stretch(from, to, stepMillis, range);
    }

    private static List<Band> bands(List<InterventionRow> interventions, Stretch stretch, long nowMillis) {
        return interventions.stream()
                .map(row -> Band.of(
                        row.openedAt().toEpochMilli(),
                        row.clearedAt() == null ? nowMillis : row.clearedAt().toEpochMilli(),
                        stretch.fromMillis(),
                        stretch.toMillis(),
                        row.title() + ": " + Wording.label(row.status()),
                        "/interventions/" + Wording.url(row.id())))
                .toList();
    }

    /** Steps of the onboarding, and what happened with keys and bills. */
    private List<Moment> moments(CustomerDetail detail, Stretch stretch) {
        List<Moment> moments = new ArrayList<>();
        for (Step step : steps(detail.view())) {
            if (step.atMillis() >= stretch.fromMillis() && step.atMillis() < stretch.toMillis()) {
                moments.add(moment(step.atMillis(), stretch, step.label(), Moment.Tone.STEP));
            }
        }
        List<Happening> happenings = monitor.customers()
                .happenings(detail.row().number(), stretch.fromMillis(), stretch.toMillis(), HAPPENINGS_MAX);
        for (Happening happening : changes(happenings)) {
            boolean trouble = TROUBLES.contains(happening.kind());
            moments.add(moment(
                    happening.atMillis(),
                    stretch,
                    Wording.label(happening.kind()),
                    trouble ? Moment.Tone.TROUBLE : Moment.Tone.EVENT));
        }
        moments.sort(Comparator.comparingLong(Moment::atMillis));
        return moments;
    }

    /** A subscription that is told again as it was is left out. */
    static List<Happening> changes(List<Happening> happenings) {
        List<Happening> changes = new ArrayList<>();
        String subscription = "";
        for (Happening each : happenings) {
            boolean told = each.kind().startsWith("subscription_");
            if (!told || !each.kind().equals(subscription)) {
                changes.add(each);
            }
            subscription = told ? each.kind() : subscription;
        }
        return changes;
    }

    private static Moment moment(long at, Stretch stretch, String label, Moment.Tone tone) {
        return Moment.of(at, stretch.fromMillis(), stretch.toMillis(), label, tone);
    }

    private static List<Step> steps(CustomerView view) {
        List<Step> steps = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            long at = stage.ordinal() < view.stageTimes().size()
                    ? view.stageTimes().get(stage.ordinal())
                    : -1;
            int place = Integer.compare(stage.ordinal(), view.stage().ordinal());
            State state = place == 0 ? State.NOW : place > 0 ? State.AHEAD : at < 0 ? State.SKIPPED : State.DONE;
            steps.add(new Step(Wording.label(stage.id()), at, state));
        }
        return steps;
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
