package io.aegis.codec.event;

import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Login;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.event.Track;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes what billing systems, error trackers and product analytics tell of a customer. */
final class Commercial {

    private static final List<String> LEVELS = List.of("fatal", "error", "warning", "info", "debug");
    private static final int ATTEMPT_MAX = 1_000;

    private final EventOptions options;
    private final KeptTexts texts;

    Commercial(EventOptions options, KeptTexts texts) {
        this.options = options;
        this.texts = texts;
    }

    PublicEvent subscription(Fields fields, String customer, long at, @Nullable String id) {
        SubscriptionStatus status = fields.oneOf("status", SubscriptionStatus.values(), SubscriptionStatus::id);
        Subscription fact = new Subscription(
                tier(fields),
                status,
                amount(fields, "mrr"),
                currency(fields),
                fields.instantOrUnknown("trial_end"),
                fields.countOr("quota_calls", Fact.UNKNOWN),
                fields.instantOrUnknown("renews_at"));
        return new PublicEvent(customer, at, id, fact, personal(fields, "plan"));
    }

    private @Nullable Tier tier(Fields fields) {
        if (fields.raw("tier") != null) {
            return fields.oneOf("tier", Tier.values(), Tier::id);
        }
        String plan = fields.textOrNull("plan");
        if (plan == null) {
            return null;
        }
        Tier configured = options.plans().get(plan);
        return configured != null ? configured : tierNamed(plan.toLowerCase(Locale.ROOT));
    }

    private static @Nullable Tier tierNamed(String plan) {
        for (Tier tier : Tier.values()) {
            if (tier.id().equals(plan)) {
                return tier;
            }
        }
        return null;
    }

    private static double amount(Fields fields, String name) {
        double amount = fields.numberOrNan(name);
        if (amount < 0) {
            throw fields.wrong(name, "is negative");
        }
        return amount;
    }

    private static @Nullable String currency(Fields fields) {
        String currency = fields.textOrNull("currency");
        if (currency != null && !currency.matches("[A-Za-z]{3}")) {
            throw fields.wrong("currency", "is no currency; send its three letters, as EUR");
        }
        return currency == null ? null : currency.toUpperCase(Locale.ROOT);
    }

    PublicEvent payment(Fields fields, String customer, long at, @Nullable String id) {
        boolean succeeded =
                fields.oneOf("outcome", List.of("succeeded", "failed")).equals("succeeded");
        fields.required("amount");
        fields.required("currency");
        String reason = fields.textOrNull("reason");
        boolean code = reason != null && reason.matches("[A-Za-z0-9_.\\-]{1,64}");
        long attempt = fields.countOr("attempt", Fact.UNKNOWN);
        if (attempt > ATTEMPT_MAX) {
            throw fields.wrong("attempt", "is above %,d".formatted(ATTEMPT_MAX));
        }
        Payment fact = new Payment(
                succeeded, amount(fields, "amount"), currency(fields), code ? texts.code(reason) : null, (int) attempt);
        return new PublicEvent(customer, at, id, fact, code ? null : personal(fields, "reason"));
    }

    PublicEvent error(Fields fields, String customer, long at, @Nullable String id) {
        fields.text("title");
        String level = fields.oneOf("level", LEVELS);
        ErrorReport fact = new ErrorReport(level, fields.countOr("count", 1));
        return new PublicEvent(customer, at, id, fact, personal(fields, "title", "url", "source"));
    }

    PublicEvent login(Fields fields, String customer, long at, @Nullable String id) {
        return new PublicEvent(customer, at, id, new Login(), personal(fields, "user"));
    }

    PublicEvent track(Fields fields, String customer, long at, @Nullable String id) {
        String name = texts.code(fields.text("name"));
        return new PublicEvent(customer, at, id, new Track(name == null ? "" : name), personal(fields, "user"));
    }

    /** The named texts that are there; secrets in them are taken out. Null if none is. */
    private @Nullable Profile personal(Fields fields, String... names) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : names) {
            Object value = fields.raw(name);
            if (value != null) {
                String text = value instanceof Long number ? number.toString() : fields.text(name);
                boolean masked = name.equals("title") || name.equals("url") || name.equals("reason");
                Masking masking = options.masking();
                kept.put(name, JsonTree.text(masked ? masking.line(text, text.length()) : Masking.told(text)));
            }
        }
        return kept.isEmpty() ? null : new Profile(kept, null, null);
    }
}
