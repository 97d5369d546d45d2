package io.aegis.formats.sentry;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Timestamps;
import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.Hmac;
import io.aegis.formats.mapping.Instants;
import io.aegis.formats.mapping.Json;
import io.aegis.formats.mapping.JsonFields;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.PublicJson;
import io.aegis.formats.mapping.Target;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads Sentry webhooks. The customer is a tag of the event; an issue event has neither tags nor a user, so it is
 * nobody's and shows as unattributed. An error and the alert that it triggers carry the same event id and count once.
 */
public final class SentryReader {

    /** Where the customer is: a tag ({@code tags.NAME}), then the user that the client library was told. */
    public static final Mapping DEFAULTS = Mapping.of()
            .take(
                    Target.CUSTOMER,
                    "tags.customer_id",
                    "tags.customer.id",
                    "tags.customer",
                    "tags.customerId",
                    "tags.tenant_id",
                    "tags.tenant",
                    "user.id")
            .build();

    private static final Set<String> LEVELS = Set.of("fatal", "error", "warning", "info", "debug");

    private final Mapping mapping;

    /** A reader by configuration. */
    public SentryReader(Mapping mapping) {
        this.mapping = mapping.over(DEFAULTS);
    }

    /** Whether the body was signed with one of the client secrets ({@code sentry-hook-signature}). */
    public static boolean isGenuine(byte[] body, String signature, List<String> secrets) {
        boolean genuine = false;
        for (String secret : secrets) {
            genuine |= Hmac.matches(Hmac.sha256(secret, body), signature.strip());
        }
        return genuine;
    }

    /**
     * What a webhook tells; nothing where it is of a kind that means nothing to us.
     *
     * @param resource the header {@code sentry-hook-resource}
     * @throws BrokenBodyException where the body is no Sentry webhook
     */
    public List<ObjectNode> read(String resource, byte[] body) throws BrokenBodyException {
        JsonNode root = Json.read(body);
        JsonNode data = root.path("data");
        if (!data.isObject()) {
            throw new BrokenBodyException("The body is no Sentry webhook: data is missing.");
        }
        return switch (resource) {
            case "event_alert" -> event(data.path("event"));
            case "error" -> event(data.path("error"));
            case "issue" -> issue(root.path("action").asString(""), data.path("issue"));
            default -> List.of();
        };
    }

    private List<ObjectNode> event(JsonNode event) throws BrokenBodyException {
        Fields fields = name -> name.startsWith("tags.")
                ? tag(event.path("tags"), name.substring("tags.".length()))
                : new JsonFields(event).text(name);
        String time = fields.text("datetime");
        // Some kinds of events name their time only as seconds with a fraction.
        String seconds = fields.text("timestamp");
        long at = time != null ? Timestamps.parse(time) : seconds != null ? Instants.millis(seconds) : Instants.NONE;
        if (at == Instants.NONE) {
            throw new BrokenBodyException("The Sentry event has neither datetime nor timestamp.");
        }
        PublicJson error = PublicJson.of("error", mapping.text(Target.CUSTOMER, fields), at)
                .put("title", fields.text("title"))
                .put("level", level(fields.text("level")))
                .put("url", fields.text("web_url"))
                .put("source", "sentry")
                .put("id", fields.text("event_id"));
        return List.of(error.node());
    }

    private List<ObjectNode> issue(String action, JsonNode issue) throws BrokenBodyException {
        if (!action.equals("created") && !action.equals("unresolved")) {
            return List.of();
        }
        Fields fields = new JsonFields(issue);
        String time = fields.text("lastSeen");
        long at = time == null ? Instants.NONE : Timestamps.parse(time);
        if (at == Instants.NONE) {
            throw new BrokenBodyException("The Sentry issue has no lastSeen.");
        }
        PublicJson error = PublicJson.of("error", mapping.text(Target.CUSTOMER, fields), at)
                .put("title", fields.text("title"))
                .put("level", level(fields.text("level")))
                .put("url", fields.text("web_url"))
                .put("source", "sentry")
                .put("id", "issue-" + fields.text("id") + "-" + action + "-" + at);
        return List.of(error.node());
    }

    private static @Nullable String tag(JsonNode tags, String name) {
        for (JsonNode tag : tags.values()) {
            boolean pair = tag.isArray() && tag.path(0).asString("").equals(name);
            if (pair) {
                return tag.path(1).asString("").isEmpty() ? null : tag.path(1).asString("");
            }
            if (tag.isObject() && tag.path("key").asString("").equals(name)) {
                return new JsonFields(tag).text("value");
            }
        }
        return null;
    }

    private static String level(@Nullable String level) {
        return level != null && LEVELS.contains(level) ? level : "error";
    }
}
