package io.aegis.engine.signal;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Login;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is kept of one customer to measure it, folded from its facts in order. Parts are made only when used. */
public final class SignalState {

    static final long MINUTE = 60_000;
    static final long HOUR = 3_600_000;
    static final long DAY = 86_400_000;

    final Onboarding onboarding = new Onboarding();
    final Commerce commerce = new Commerce();

    @Nullable
    Traffic traffic;

    @Nullable
    Reports reports;

    private boolean moved = true;

    /**
     * Takes in one fact; {@link #advance} to {@code nowMillis} comes first.
     *
     * @param nowMillis the customer's time, not before {@code atMillis}
     */
    public void fold(Fact fact, long atMillis, long nowMillis, Expected expected, Silence silence) {
        onboarding.seen(atMillis);
        Stage before = onboarding.stage;
        switch (fact) {
            case ApiCall call -> {
                boolean failed = call.status() >= 400 && !expected.test(call.route(), call.status());
                traffic(nowMillis, silence).call(call, atMillis, nowMillis, failed, silence);
                onboarding.calls(1, failed ? 1 : 0, call.test(), atMillis);
            }
            case ApiCalls calls -> {
                long until = Math.max(atMillis, calls.untilMillis());
                traffic(nowMillis, silence).calls(calls, until - atMillis, until, nowMillis, silence);
                onboarding.calls(calls.count(), calls.clientErrors() + calls.serverErrors(), false, until);
            }
            case CustomerUpdate update -> {
                onboarding.update(update, atMillis);
                commerce.update(update);
            }
            case ApiKey key -> {
                if (!key.revoked()) {
                    onboarding.keyIssued(atMillis);
                }
            }
            case Subscription subscription -> {
                commerce.subscription(subscription, atMillis);
                onboarding.subscribed(subscription.status(), atMillis);
            }
            case Payment payment -> commerce.payment(payment);
            case ReportedSignal report -> reports().put(report);
            case ErrorReport ignored -> {}
            case Login ignored -> {}
            case Track ignored -> {}
            case CustomerRemoved ignored -> {}
        }
        moved |= !(fact instanceof ApiCall) || onboarding.stage != before;
    }

    /** Whether something may fall due earlier than was told before; asking takes it back. */
    public boolean takeEarlier(Watch watch) {
        return traffic != null && traffic.takeEarlier(watch.shortestMinutes());
    }

    /** Whether signals may have moved that calls and time do not move; asking takes it back. */
    public boolean takeMoved() {
        boolean turned = traffic != null && traffic.takeTurned();
        boolean taken = moved || turned;
        moved = false;
        return taken;
    }

    /** Whether others reported signals, which may replace measured ones. */
    public boolean hasReports() {
        return reports != null;
    }

    /** Time has reached this instant for the customer. */
    public void advance(long nowMillis, Silence silence) {
        if (traffic != null) {
            traffic.advance(nowMillis, silence);
        }
    }

    private Traffic traffic(long nowMillis, Silence silence) {
        Traffic had = traffic;
        if (had == null) {
            had = new Traffic();
            had.advance(nowMillis, silence);
            traffic = had;
        }
        return had;
    }

    private Reports reports() {
        Reports had = reports;
        if (had == null) {
            had = new Reports();
            reports = had;
        }
        return had;
    }

    public void write(io.aegis.engine.snapshot.SnapshotWriter out) {
        onboarding.write(out);
        commerce.write(out);
        out.flag(traffic != null);
        if (traffic != null) {
            traffic.write(out);
        }
        out.flag(reports != null);
        if (reports != null) {
            reports.write(out);
        }
    }

    public void read(io.aegis.engine.snapshot.SnapshotReader in) {
        onboarding.read(in);
        commerce.read(in);
        if (in.flag()) {
            Traffic read = new Traffic();
            read.read(in);
            traffic = read;
        }
        if (in.flag()) {
            reports().read(in);
        }
    }

    /** The minutes of about the last hour that have calls, oldest first. */
    public List<MinuteCalls> minutes() {
        return traffic == null
                ? List.of()
                : traffic.windows.minutes.steps().stream()
                        .map(step -> new MinuteCalls(
                                step[0] * 60_000L,
                                step[1 + Buckets.CALLS],
                                step[1 + Buckets.CLIENT],
                                step[1 + Buckets.SERVER]))
                        .toList();
    }
}
