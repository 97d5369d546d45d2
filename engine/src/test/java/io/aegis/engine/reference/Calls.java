package io.aegis.engine.reference;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Fact;
import io.aegis.engine.rule.RuleSet.ExpectedStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one fact, as windows count them.
 *
 * @param at when they came; those added up count as made at the end of their span
 * @param span over which they were added up, 0 for a single one
 * @param countedAt in the bucket of this instant: the call's own, or the last millisecond of the span
 * @param errors of them those that no route answers by design
 */
record Calls(
        long at,
        long span,
        long countedAt,
        long count,
        long errors,
        long client,
        long server,
        long auth,
        long throttled,
        boolean live) {

    static @Nullable Calls of(Fact fact, long at, List<ExpectedStatus> expected) {
        return switch (fact) {
            case ApiCall call -> one(call, at, expected);
            case ApiCalls calls -> addedUp(calls, at);
            default -> null;
        };
    }

    private static Calls one(ApiCall call, long at, List<ExpectedStatus> expected) {
        int status = call.status();
        boolean byDesign = expected.stream()
                .anyMatch(e ->
                        e.status() == status && call.route().matches(e.route().replace("*", ".*")));
        boolean failed = status >= 400 && !byDesign;
        return new Calls(
                at,
                0,
                at,
                1,
                one(failed),
                one(failed && status < 500),
                one(failed && status >= 500),
                one(failed && (status == 401 || status == 403)),
                one(failed && status == 429),
                !call.test());
    }

    private static Calls addedUp(ApiCalls calls, long at) {
        long until = calls.untilMillis() == Fact.UNKNOWN ? at : calls.untilMillis();
        return new Calls(
                until,
                until - at,
                until - 1,
                calls.count(),
                calls.clientErrors() + calls.serverErrors(),
                calls.clientErrors(),
                calls.serverErrors(),
                calls.authErrors(),
                calls.throttled(),
                true);
    }

    private static long one(boolean is) {
        return is ? 1 : 0;
    }
}
