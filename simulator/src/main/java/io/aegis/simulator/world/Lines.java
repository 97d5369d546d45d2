package io.aegis.simulator.world;

import io.aegis.engine.event.SubscriptionStatus;
import java.time.Instant;
import java.util.List;

/** Writes the occasional events of the public schema: records, keys, billing, error reports. */
final class Lines {

    private Lines() {}

    static String signUp(Company company, long atMillis) {
        return record(company, atMillis, "new", List.of());
    }

    /** @param stage where it stands when its record is first sent */
    static String record(Company company, long atMillis, String stage, List<String> tags) {
        StringBuilder json = start("customer", company.id(), atMillis);
        text(json, "name", company.name());
        text(json, "tier", company.tier.id());
        text(json, "stage", stage);
        text(json, "timezone", company.place.zone());
        text(json, "created_at", Instant.ofEpochMilli(company.createdAtMillis).toString());
        json.append(",\"contacts\":{\"technical\":\"dev@").append(company.id()).append(".example\"}");
        json.append(",\"external_ids\":{\"stripe\":\"").append(company.billingId());
        json.append("\",\"segment\":\"").append(company.groupId());
        if (company.ids > Company.SEEN_BY_TRACKER) {
            json.append("\",\"sentry\":\"").append(company.trackerId());
        }
        json.append("\"}");
        json.append(",\"keys\":[");
        for (int key = 0; key < company.keys; key++) {
            json.append(key == 0 ? "\"" : ",\"").append(company.key(key)).append('"');
        }
        json.append(']');
        if (!tags.isEmpty()) {
            json.append(",\"tags\":[\"").append(String.join("\",\"", tags)).append("\"]");
        }
        return json.append('}').toString();
    }

    static String key(Company company, long atMillis, int key, boolean test, boolean revoked) {
        StringBuilder json = start("api_key", company.id(), atMillis);
        text(json, "key", company.key(key));
        text(json, "environment", test ? "test" : "live");
        text(json, "action", revoked ? "revoked" : "issued");
        return json.append('}').toString();
    }

    static String subscription(Company company, long atMillis) {
        StringBuilder json = start("subscription", company.billedAs(), atMillis);
        text(json, "tier", company.tier.id());
        text(json, "status", company.subscription.id());
        json.append(",\"mrr\":").append(Math.round(company.mrr));
        text(json, "currency", "USD");
        if (company.subscription == SubscriptionStatus.TRIALING) {
            text(json, "trial_end", Instant.ofEpochMilli(company.trialEndMillis).toString());
        }
        return json.append('}').toString();
    }

    static String payment(Company company, long atMillis, boolean succeeded, int attempt) {
        StringBuilder json = start("payment", company.billedAs(), atMillis);
        text(json, "outcome", succeeded ? "succeeded" : "failed");
        json.append(",\"amount\":").append(Math.round(company.mrr));
        text(json, "currency", "USD");
        if (!succeeded) {
            text(json, "reason", "card_declined");
        }
        return json.append(",\"attempt\":").append(attempt).append('}').toString();
    }

    static String error(Company company, long atMillis, String title, int count) {
        StringBuilder json = start("error", company.trackedAs(), atMillis);
        text(json, "title", title);
        text(json, "level", "error");
        json.append(",\"count\":").append(count);
        text(json, "source", "sentry");
        return json.append('}').toString();
    }

    private static StringBuilder start(String type, String customer, long atMillis) {
        StringBuilder json =
                new StringBuilder(256).append("{\"type\":\"").append(type).append('"');
        text(json, "customer", customer);
        text(json, "at", Instant.ofEpochMilli(atMillis).toString());
        return json;
    }

    /** Values here are made of names, words and numbers of this world: none needs escaping. */
    private static void text(StringBuilder json, String field, String value) {
        json.append(",\"").append(field).append("\":\"").append(value).append('"');
    }
}
