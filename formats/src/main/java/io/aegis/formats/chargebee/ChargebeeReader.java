package io.aegis.formats.chargebee;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.formats.mapping.Billing;
import io.aegis.formats.mapping.Billing.Step;
import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.Json;
import io.aegis.formats.mapping.JsonFields;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Money;
import io.aegis.formats.mapping.Plans;
import io.aegis.formats.mapping.PublicJson;
import io.aegis.formats.mapping.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads Chargebee events. The time is {@code occurred_at}. In product catalogue 1 the plan is the subscription's {@code
 * plan_id}, in catalogue 2 its item of type {@code plan}.
 */
public final class ChargebeeReader {

    /** Which field of the event's content is the customer. */
    public static final Mapping DEFAULTS = Mapping.of()
            .take(
                    Target.CUSTOMER,
                    "customer.id",
                    "subscription.customer_id",
                    "invoice.customer_id",
                    "transaction.customer_id")
            .build();

    private final String source;
    private final Mapping mapping;
    private final Plans plans;

    /** A reader for a source named as its kind. */
    public ChargebeeReader(Mapping mapping, Plans plans) {
        this("chargebee", mapping, plans);
    }

    /**
     * A reader by configuration.
     *
     * @param source its name, under which a customer's id there is kept, as that is where later events look it up
     */
    public ChargebeeReader(String source, Mapping mapping, Plans plans) {
        this.source = source;
        this.mapping = mapping.over(DEFAULTS);
        this.plans = plans;
    }

    /**
     * What an event means; nothing where it means nothing to us.
     *
     * @throws BrokenBodyException where the body is no Chargebee event
     */
    public List<ObjectNode> read(byte[] body) throws BrokenBodyException {
        JsonNode event = Json.read(body);
        JsonNode content = event.path("content");
        long occurred = event.path("occurred_at").asLong(0);
        String type = event.path("event_type").asString("");
        if (!content.isObject() || occurred <= 0 || type.isEmpty()) {
            throw new BrokenBodyException(
                    "The body is no Chargebee event: event_type, occurred_at or content is missing.");
        }
        PublicJson found = event(type, content, Billing.millis(occurred, step(type)));
        return found == null
                ? List.of()
                : List.of(found.id(event.path("id").asString("")).node());
    }

    private static Step step(String type) {
        return switch (type) {
            case "subscription_cancelled", "subscription_deleted", "customer_deleted" -> Step.ENDED;
            default ->
                type.startsWith("subscription_") && !type.equals("subscription_created") ? Step.CHANGED : Step.MADE;
        };
    }

    private @Nullable PublicJson event(String type, JsonNode content, long at) {
        if (type.startsWith("subscription_") && content.has("subscription")) {
            return subscription(content, at);
        }
        return switch (type) {
            case "customer_created", "customer_changed" -> customer(content, at);
            case "customer_deleted" -> Billing.gone(customerOf(content), at);
            case "payment_failed" -> payment(content, at, "failed");
            case "payment_succeeded" -> payment(content, at, "succeeded");
            default -> null;
        };
    }

    private @Nullable String customerOf(JsonNode content) {
        return mapping.text(Target.CUSTOMER, new JsonFields(content));
    }

    private PublicJson customer(JsonNode content, long at) {
        JsonNode customer = content.path("customer");
        Fields fields = new JsonFields(customer);
        String company = fields.text("company");
        return PublicJson.of("customer", customerOf(content), at)
                .put("name", company)
                .seconds("created_at", customer.path("created_at").asLong(0))
                .entry("external_ids", source, fields.text("id"))
                .entry("contacts", "billing", fields.text("email"));
    }

    private PublicJson subscription(JsonNode content, long at) {
        JsonNode subscription = content.path("subscription");
        SubscriptionStatus status = subscription.path("deleted").asBoolean(false)
                ? SubscriptionStatus.CANCELED
                : status(subscription.path("status").asString(""));
        String currency = subscription.path("currency_code").asString("");
        Tier tier = plans.tier(status, plansOf(subscription));
        PublicJson event = Billing.subscription(
                        customerOf(content), at, subscription.path("id").asString(""), status, tier)
                .put("currency", currency);
        if (status.isOver()) {
            return event.put("mrr", 0.0);
        }
        if (subscription.path("mrr").isNumber()) {
            event.put("mrr", Money.major(subscription.path("mrr").asDouble(0), currency));
        }
        if (status == SubscriptionStatus.TRIALING) {
            event.seconds("trial_end", subscription.path("trial_end").asLong(0));
        }
        return event.seconds(
                "renews_at",
                subscription
                        .path("next_billing_at")
                        .asLong(subscription.path("current_term_end").asLong(0)));
    }

    private static List<String> plansOf(JsonNode subscription) {
        List<String> names = new ArrayList<>();
        String plan = subscription.path("plan_id").asString("");
        if (!plan.isEmpty()) {
            names.add(plan);
        }
        for (JsonNode item : subscription.path("subscription_items").values()) {
            if (item.path("item_type").asString("").equals("plan")) {
                names.add(item.path("item_price_id").asString(""));
            }
        }
        return names;
    }

    private static SubscriptionStatus status(String status) {
        return switch (status) {
            case "in_trial" -> SubscriptionStatus.TRIALING;
            case "active", "non_renewing" -> SubscriptionStatus.ACTIVE;
            case "cancelled" -> SubscriptionStatus.CANCELED;
            default -> SubscriptionStatus.NONE;
        };
    }

    private PublicJson payment(JsonNode content, long at, String outcome) {
        JsonNode transaction = content.path("transaction");
        JsonNode invoice = content.path("invoice");
        String currency = transaction
                .path("currency_code")
                .asString(invoice.path("currency_code").asString(""));
        double due = outcome.equals("failed")
                ? invoice.path("amount_due").asDouble(Double.NaN)
                : invoice.path("amount_paid").asDouble(Double.NaN);
        PublicJson event = PublicJson.of("payment", customerOf(content), at)
                .put("outcome", outcome)
                .put("amount", Money.major(transaction.path("amount").asDouble(due), currency))
                .put("currency", currency.toUpperCase(Locale.ROOT))
                .put("reason", new JsonFields(transaction).text("error_code"));
        int attempts = invoice.path("linked_payments").size();
        return outcome.equals("failed") && attempts > 0 ? event.put("attempt", attempts) : event;
    }
}
