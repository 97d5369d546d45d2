package io.aegis.engine.reference;

import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a customer has come, gone through in the order in which its facts came. */
final class Onboarding {

    private static final int LAST_CALLS = 20;
    private static final int GOOD_CALLS = 18;
    private static final int LIVE_CALLS = 1_000;
    private static final int LIVE_DAYS = 7;

    Stage stage = Stage.NEW;
    /** The stages that were reached, and when. */
    private final Map<Stage, Long> reached = new EnumMap<>(Stage.class);

    private long firstAt = Fact.UNKNOWN;
    long keysSince = Fact.UNKNOWN;

    private final Set<String> unrevoked = new HashSet<>();
    private final Deque<Boolean> last = new ArrayDeque<>();
    private final Set<Long> liveDays = new HashSet<>();
    private long liveCalls;

    /** @param at the fact's own time */
    void take(Fact fact, long at, @Nullable Calls calls) {
        if (firstAt == Fact.UNKNOWN || at < firstAt) {
            boolean untouched = firstAt == Fact.UNKNOWN || Long.valueOf(firstAt).equals(reached.get(Stage.NEW));
            if (untouched) {
                reached.put(Stage.NEW, at);
            }
            firstAt = at;
        }
        switch (fact) {
            case CustomerUpdate update when update.has(CustomerUpdate.STAGE) -> set(update.stage(), at);
            case Subscription subscription -> {
                if (subscription.status() == SubscriptionStatus.TRIALING
                        || subscription.status() == SubscriptionStatus.ACTIVE) {
                    reach(Stage.TRIAL_CREATED, at);
                }
            }
            case ApiKey key when key.revoked() -> revoked(String.valueOf(key.key()));
            case ApiKey key -> {
                unrevoked.add(String.valueOf(key.key()));
                keysSince = keysSince == Fact.UNKNOWN ? at : keysSince;
                reach(Stage.API_KEYS_GENERATED, at);
            }
            default -> {}
        }
        if (calls != null) {
            called(calls);
            reached.computeIfPresent(Stage.FIRST_API_CALL, (stage, since) -> Math.min(since, calls.at()));
            reach(Stage.FIRST_API_CALL, calls.at());
            long shown = reached.entrySet().stream()
                    .filter(each -> each.getKey().compareTo(Stage.FIRST_API_CALL) >= 0)
                    .mapToLong(Map.Entry::getValue)
                    .max()
                    .orElseThrow();
            reach(progress(calls.live()), Math.max(shown, calls.at()));
        }
    }

    /** Before the first call the time begins anew with the first key after all were revoked. */
    private void revoked(String key) {
        boolean held = unrevoked.remove(key);
        keysSince = held && unrevoked.isEmpty() && last.isEmpty() ? Fact.UNKNOWN : keysSince;
    }

    private void called(Calls calls) {
        for (long i = Math.max(0, calls.count() - LAST_CALLS); i < calls.count(); i++) {
            last.addLast(i >= calls.errors());
            if (last.size() > LAST_CALLS) {
                last.removeFirst();
            }
        }
        if (calls.live()) {
            liveCalls += calls.count();
            liveDays.add(Math.floorDiv(calls.countedAt(), Window.DAY));
        }
    }

    /** On live it is ready with a call on live. */
    private Stage progress(boolean live) {
        if (live && (liveCalls >= LIVE_CALLS || liveDays.size() >= LIVE_DAYS)) {
            return Stage.PRODUCTION_READY;
        }
        boolean good =
                last.size() == LAST_CALLS && last.stream().filter(each -> each).count() >= GOOD_CALLS;
        return good ? Stage.INTEGRATION_VALIDATED : Stage.FIRST_API_CALL;
    }

    long stageAt() {
        return reached.getOrDefault(stage, (long) Fact.UNKNOWN);
    }

    private void reach(Stage to, long at) {
        if (to.compareTo(stage) > 0) {
            set(to, at);
        }
    }

    private void set(@Nullable Stage to, long at) {
        Stage before = stage;
        stage = to == null ? Stage.NEW : to;
        if (stage == before) {
            return;
        }
        reached.keySet().removeIf(each -> each.compareTo(stage) > 0);
        reached.put(stage, at);
        if (stage.compareTo(Stage.API_KEYS_GENERATED) < 0) {
            keysSince = Fact.UNKNOWN;
            unrevoked.clear();
        } else if (stage == Stage.API_KEYS_GENERATED && keysSince == Fact.UNKNOWN) {
            keysSince = at;
        }
    }
}
