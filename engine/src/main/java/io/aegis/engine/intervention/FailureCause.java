package io.aegis.engine.intervention;

import io.aegis.engine.signal.HeavyHitters;
import io.aegis.engine.signal.HeavyHitters.Failure;
import io.aegis.engine.signal.Measures;
import io.aegis.engine.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why calls fail, most likely, and the next step: by what most failures are, on which routes, since when, with which key.
 *
 * @param diagnosis the likely cause
 * @param step the next step
 */
record FailureCause(String diagnosis, String step) {

    private static final double MOST = 0.5;
    private static final double ONE_ROUTE = 0.8;
    /** Statuses that are told one by one. */
    private static final int STATUSES_TOLD_MAX = 3;

    private static final Pattern TEST_KEY = Pattern.compile("(^|[_-])test([_-]|$)", Pattern.CASE_INSENSITIVE);

    /** What failures of some statuses have in common. */
    private enum Kind {
        OURS,
        KEYS,
        LIMITS,
        VERSION,
        SCHEMA,
        COLLIDING,
        GIVEN_UP,
        REFUSED;

        static Kind of(Failure failure) {
            return switch (failure.status()) {
                case 401, 403 -> KEYS;
                case 429 -> LIMITS;
                case 404, 405, 410 -> VERSION;
                case 400, 415, 422 -> addedUp(failure) ? REFUSED : SCHEMA;
                case 409 -> COLLIDING;
                case 408, 499 -> GIVEN_UP;
                default -> failure.status() >= 500 ? OURS : REFUSED;
            };
        }

        /** Calls added up say 400 for what is neither refused credentials nor a limit. */
        static boolean addedUp(Failure failure) {
            return HeavyHitters.ANY.equals(failure.method());
        }

        boolean isIntegration() {
            return this == VERSION || this == SCHEMA;
        }
    }

    /**
     * Of somebody whose calls fail.
     *
     * @param only the share of the one way of failing that is asked for, null for any
     */
    static FailureCause of(Measures m, @Nullable Signal only) {
        List<Failure> every = m.failuresNow();
        List<Failure> asked =
                every.stream().filter(failure -> isOf(failure, only)).toList();
        List<Failure> all = asked.isEmpty() ? every : asked;
        for (Kind kind : Kind.values()) {
            List<Failure> some = of(all, kind);
            if (count(some) > MOST * count(all)) {
                return of(kind, some, share(some, every));
            }
        }
        List<Failure> some =
                all.stream().filter(f -> Kind.of(f).isIntegration()).toList();
        return count(some) > MOST * count(all)
                ? step("Send them a failing call with the answer's reason, and the page of the docs that it is about.")
                        .because(
                                share(some, every) + statuses(some) + where(some),
                                "the integration does not fit this version; it may be written against another one")
                : step("Send them a failing call of each kind with the answer's reason.")
                        .because(
                                "Failures are of several kinds, most often " + statuses(commonest(all)) + where(all),
                                "no one cause explains them");
    }

    /** What the calls are answered that such a share is of. */
    static String answers(Signal share) {
        return switch (share) {
            case SERVER_ERROR_RATE -> "5xx";
            case AUTH_ERROR_RATE -> "401 or 403";
            case THROTTLED_RATE -> "429";
            default -> "4xx";
        };
    }

    private static boolean isOf(Failure failure, @Nullable Signal share) {
        if (share == null) {
            return true;
        }
        return switch (share) {
            case SERVER_ERROR_RATE -> failure.status() >= 500;
            case AUTH_ERROR_RATE -> Kind.of(failure) == Kind.KEYS;
            case THROTTLED_RATE -> Kind.of(failure) == Kind.LIMITS;
            default -> failure.status() < 500;
        };
    }

    /** Of who runs into limits, whatever else fails. */
    static FailureCause ofLimits(Measures m) {
        return limits(of(m.failuresNow(), Kind.LIMITS));
    }

    private static FailureCause of(Kind kind, List<Failure> some, String share) {
        return switch (kind) {
            case OURS ->
                step("Hand it to the platform team before writing to the customer; tell them that it is being worked on.")
                        .because(share + "5xx answers" + where(some), "the fault is ours, not theirs");
            case KEYS -> keys(some, share);
            case LIMITS -> limits(some);
            case VERSION ->
                integration(
                        some,
                        share,
                        "the integration calls what this version does not have; it may be written against another one");
            case SCHEMA ->
                integration(
                        some,
                        share,
                        "their requests do not fit the schema, as after a release on their side, or written against"
                                + " another version");
            case COLLIDING -> integration(some, share, "requests collide, as when retries lack an idempotency key");
            case GIVEN_UP ->
                step("Compare how long these routes take with the time-out in their client.")
                        .because(
                                share + statuses(some) + where(some),
                                "their client gives up before the answer is there: it waits too short, or we are slow");
            case REFUSED -> integration(some, share, "requests are refused");
        };
    }

    private static FailureCause integration(List<Failure> some, String share, String cause) {
        return step("Send them a failing call with the answer's reason, and the page of the docs that it is about.")
                .because(share + statuses(some) + where(some), cause);
    }

    private static FailureCause keys(List<Failure> some, String share) {
        String what = share + statuses(some) + where(some);
        if (commonest(some).getFirst().status() == 403) {
            return step("Ask which product they want to use and grant the permission, or show the call that fits theirs.")
                    .because(what, "the key lacks a permission for what it calls");
        }
        String key = key(some);
        boolean test = key != null && TEST_KEY.matcher(key).find();
        return step("Ask whether they rotated keys; have them check the key and the Authorization header.")
                .because(
                        what,
                        test
                                ? "it is a test key, which the live host refuses, or one that was revoked"
                                : "the key or its header is wrong: revoked, expired, or a test key on the live host");
    }

    private static FailureCause limits(List<Failure> some) {
        return step("Offer a higher limit or plan, and show them how to back off on 429.")
                .because(
                        "They run into the rate limit" + where(some),
                        "they want more than their plan allows, which is an upsell more than a fault");
    }

    private static FailureCause step(String step) {
        return new FailureCause("", step);
    }

    private FailureCause because(String what, String cause) {
        return new FailureCause(what + ": " + cause + ".", step);
    }

    private static List<Failure> of(List<Failure> all, Kind kind) {
        return all.stream().filter(f -> Kind.of(f) == kind).toList();
    }

    private static long count(List<Failure> some) {
        return some.stream().mapToLong(Failure::count).sum();
    }

    private static String share(List<Failure> some, List<Failure> all) {
        return Amounts.shareOf((double) count(some) / count(all), "the failures") + " are ";
    }

    /** Those of the commonest status. */
    private static List<Failure> commonest(List<Failure> some) {
        return byStatus(some).getFirst();
    }

    /** The commonest status first. */
    private static List<List<Failure>> byStatus(List<Failure> some) {
        Map<Integer, List<Failure>> byStatus = new LinkedHashMap<>();
        some.forEach(f -> byStatus.computeIfAbsent(f.status(), status -> new ArrayList<>())
                .add(f));
        Comparator<List<Failure>> heavier = Comparator.comparingLong(FailureCause::count);
        return byStatus.values().stream().sorted(heavier.reversed()).toList();
    }

    /** "404 answers", "404 and 405 answers". */
    private static String statuses(List<Failure> some) {
        List<String> told =
                byStatus(some).stream().map(of -> status(of.getFirst())).toList();
        if (told.size() > STATUSES_TOLD_MAX) {
            return "4xx answers";
        }
        int last = told.size() - 1;
        return (last == 0 ? "" : String.join(", ", told.subList(0, last)) + " and ") + told.get(last) + " answers";
    }

    private static String status(Failure of) {
        return !Kind.addedUp(of)
                ? Integer.toString(of.status())
                : switch (Kind.of(of)) {
                    case OURS -> "5xx";
                    case KEYS -> "401 or 403";
                    case LIMITS -> "429";
                    case VERSION, SCHEMA, COLLIDING, GIVEN_UP, REFUSED -> "4xx";
                };
    }

    /** On which routes, since when, with which key. */
    private static String where(List<Failure> some) {
        if (some.isEmpty()) {
            return "";
        }
        long since = some.stream().mapToLong(Failure::sinceMillis).min().orElseThrow();
        String key = key(some);
        return routes(some) + ", since " + Moments.utc(since)
                + (key == null ? "" : HeavyHitters.SEVERAL.equals(key) ? ", several keys" : ", key " + key);
    }

    private static String routes(List<Failure> some) {
        Failure first = some.getFirst();
        if (HeavyHitters.ANY.equals(first.route())) {
            return "";
        }
        long routes = some.stream().map(Failure::route).distinct().count();
        List<Failure> there =
                some.stream().filter(f -> f.route().equals(first.route())).toList();
        if (count(there) < ONE_ROUTE * count(some)) {
            return routes < HeavyHitters.ENTRIES_MAX ? " on " + routes + " routes" : " on many routes";
        }
        boolean oneMethod = there.stream().allMatch(f -> f.method().equals(first.method()));
        return " on " + (oneMethod && !HeavyHitters.ANY.equals(first.method()) ? first.method() + " " : "")
                + first.route();
    }

    /** The key that all came with; {@link HeavyHitters#SEVERAL} of more than one, null where none is known. */
    private static @Nullable String key(List<Failure> some) {
        List<String> keys = some.stream()
                .map(Failure::key)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return keys.isEmpty() ? null : keys.size() == 1 ? keys.getFirst() : HeavyHitters.SEVERAL;
    }
}
