package io.aegis.formats.stripe;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.formats.mapping.Billing;
import io.aegis.formats.mapping.Billing.Step;
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
 * Reads Stripe events. The time is the event's {@code created}, not that of its delivery: deliveries come late and out
 * of order. A payment belongs to its invoice; the charge of an invoice says the same again and is left out.
 */
public final class StripeReader {

    /** Which field of the event's object is the customer; a mapping may name a metadata field before it. */
    public static final Mapping DEFAULTS =
            Mapping.of().take(Target.CUSTOMER, "customer", "customer.id").build();

    private final String source;
    private final Mapping mapping;
    private final Plans plans;

    /** A reader for a source named as its kind. */
    public StripeReader(Mapping mapping, Plans plans) {
        this("stripe", mapping, plans);
    }

    /**
     * A reader by configuration.
     *
     * @param source its name, under which a customer's id there is kept, as that is where later events look it up
     */
    public StripeReader(String source, Mapping mapping, Plans plans) {
        this.source = source;
        this.mapping = mapping.over(DEFAULTS);
        this.plans = plans;
    }

    /**
     * What an event means; nothing where it means nothing to us.
     *
     * @throws BrokenBodyException where the body is no Stripe event
     */
    public List<ObjectNode> read(byte[] body) throws BrokenBodyException {
        JsonNode event = Json.read(body);
        // Events of Stripe's second version carry no object, only where to fetch it; none of them is of use here.
        if (event.path("object").asString("").equals("v2.core.event")) {
            return List.of();
        }
        JsonNode object = event.path("data").path("object");
        long created = event.path("created").asLong(0);
        String type = event.path("type").asString("");
        if (!object.isObject() || created <= 0 || type.isEmpty()) {
            throw new BrokenBodyException("The body is no Stripe event: type, created or data.object is missing.");
        }
        PublicJson found = event(type, object, Billing.millis(created, step(type)));
        return found == null
                ? List.of()
                : List.of(found.id(id(type, event, object)).node());
    }

    private static Step step(String type) {
        if (!type.startsWith("customer.") || type.endsWith(".created")) {
            return Step.MADE;
        }
        return type.endsWith(".deleted") ? Step.ENDED : Step.CHANGED;
    }

    private @Nullable PublicJson event(String type, JsonNode object, long at) {
        return switch (type) {
            case "customer.created", "customer.updated" -> customer(object, at);
            case "customer.deleted" -> Billing.gone(ownId(object), at);
            case "customer.subscription.created",
                    "customer.subscription.updated",
                    "customer.subscription.deleted",
                    "customer.subscription.paused",
                    "customer.subscription.resumed",
                    "customer.subscription.trial_will_end" -> subscription(object, at);
            case "invoice.payment_failed" -> invoice(object, at, "failed", "amount_due");
            case "invoice.paid", "invoice.payment_succeeded" -> invoice(object, at, "succeeded", "amount_paid");
            case "charge.failed" -> charge(object, at, "failed");
            case "charge.succeeded" -> charge(object, at, "succeeded");
            default -> null;
        };
    }

    /** Both events that tell of one paid invoice have one id, so that they count once. */
    private static String id(String type, JsonNode event, JsonNode object) {
        boolean paid = type.equals("invoice.paid") || type.equals("invoice.payment_succeeded");
        return paid
                ? "paid-" + object.path("id").asString("")
                : event.path("id").asString("");
    }

    private @Nullable String customerOf(JsonNode object) {
        return mapping.text(Target.CUSTOMER, new JsonFields(object));
    }

    private @Nullable String ownId(JsonNode customer) {
        String mapped = customerOf(customer);
        return mapped != null ? mapped : customer.path("id").asString("");
    }

    private PublicJson customer(JsonNode object, long at) {
        JsonFields fields = new JsonFields(object);
        return PublicJson.of("customer", ownId(object), at)
                .put("name", fields.text("name"))
                .seconds("created_at", object.path("created").asLong(0))
                .entry("external_ids", source, object.path("id").asString(""))
                .entry("contacts", "billing", fields.text("email"));
    }

    private PublicJson subscription(JsonNode object, long at) {
        SubscriptionStatus status = status(object.path("status").asString(""));
        JsonNode items = object.path("items").path("data");
        String currency = object.path("currency").asString("");
        Tier tier = plans.tier(status, names(items, object));
        PublicJson event = Billing.subscription(
                        customerOf(object), at, object.path("id").asString(""), status, tier)
                .put("mrr", status.isOver() ? 0.0 : monthly(items, currency))
                .put("currency", currency.toUpperCase(Locale.ROOT));
        if (status == SubscriptionStatus.TRIALING) {
            event.seconds("trial_end", object.path("trial_end").asLong(0));
        }
        long periodEnd = object.path("current_period_end")
                .asLong(items.path(0).path("current_period_end").asLong(0));
        return status.isOver() ? event : event.seconds("renews_at", periodEnd);
    }

    private static List<String> names(JsonNode items, JsonNode object) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : items.values()) {
            names(item.path("price"), names);
            names(item.path("plan"), names);
        }
        names(object.path("plan"), names);
        return names;
    }

    private static void names(JsonNode price, List<String> names) {
        for (String field : List.of("id", "lookup_key", "nickname", "product")) {
            String name = price.path(field).asString("");
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        String metadata = price.path("metadata").path("tier").asString("");
        if (!metadata.isEmpty()) {
            names.add(metadata);
        }
    }

    private static double monthly(JsonNode items, String currency) {
        double sum = Double.NaN;
        for (JsonNode item : items.values()) {
            // Versions of Stripe's API before 2020 have a plan, whose interval stands in it.
            JsonNode price = item.has("price") ? item.path("price") : item.path("plan");
            double unit = amount(price, "unit_amount", amount(price, "amount", Double.NaN));
            double quantity = item.path("quantity").asDouble(1);
            JsonNode recurring = price.has("recurring") ? price.path("recurring") : price;
            double month = Money.monthly(
                    Money.major(unit * quantity, currency),
                    recurring.path("interval").asString(""),
                    recurring.path("interval_count").asInt(1));
            if (Double.isFinite(month)) {
                sum = Double.isNaN(sum) ? month : sum + month;
            }
        }
        return sum;
    }

    /** An amount in the smallest unit; parts of it, as usage is priced, come as text beside it. */
    private static double amount(JsonNode price, String field, double otherwise) {
        JsonNode whole = price.path(field);
        return whole.isNumber()
                ? whole.asDouble()
                : price.path(field + "_decimal").asDouble(otherwise);
    }

    static SubscriptionStatus status(String status) {
        return switch (status) {
            case "trialing" -> SubscriptionStatus.TRIALING;
            case "active" -> SubscriptionStatus.ACTIVE;
            case "past_due", "unpaid" -> SubscriptionStatus.PAST_DUE;
            case "canceled", "incomplete_expired" -> SubscriptionStatus.CANCELED;
            default -> SubscriptionStatus.NONE;
        };
    }

    private @Nullable PublicJson invoice(JsonNode object, long at, String outcome, String amountField) {
        String currency = object.path("currency").asString("");
        double amount = object.path(amountField).asDouble(0);
        if (amount <= 0) {
            return null;
        }
        JsonFields fields = new JsonFields(object);
        PublicJson event = PublicJson.of("payment", customerOf(object), at)
                .put("outcome", outcome)
                .put("amount", Money.major(amount, currency))
                .put("currency", currency.toUpperCase(Locale.ROOT))
                .put("reason", fields.text("last_finalization_error.code"));
        int attempt = object.path("attempt_count").asInt(0);
        return attempt > 0 ? event.put("attempt", attempt) : event;
    }

    private @Nullable PublicJson charge(JsonNode object, long at, String outcome) {
        String description = object.path("description").asString("");
        boolean ofInvoice = !object.path("invoice").asString("").isEmpty()
                || description.startsWith("Subscription ")
                || description.startsWith("Payment for Invoice");
        if (ofInvoice) {
            return null;
        }
        String currency = object.path("currency").asString("");
        return PublicJson.of("payment", customerOf(object), at)
                .put("outcome", outcome)
                .put("amount", Money.major(object.path("amount").asDouble(Double.NaN), currency))
                .put("currency", currency.toUpperCase(Locale.ROOT))
                .put("reason", new JsonFields(object).text("failure_code"));
    }
}
