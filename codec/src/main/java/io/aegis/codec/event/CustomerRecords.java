package io.aegis.codec.event;

import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Tier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes {@code customer}: facts to the update, personal and free fields to the profile. */
final class CustomerRecords {

    private static final int TAG_CHARS_MAX = 64;
    private static final List<String> TEXTS = List.of("name", "owner", "timezone");
    private static final List<String> OBJECTS = List.of("contacts", "attributes");

    private final EventOptions options;
    private final KeptTexts texts;

    CustomerRecords(EventOptions options, KeptTexts texts) {
        this.options = options;
        this.texts = texts;
    }

    PublicEvent decode(Fields fields, String customer, long at, @Nullable String id) {
        return new PublicEvent(customer, at, id, update(fields), profile(fields));
    }

    private CustomerUpdate update(Fields fields) {
        int present = bit(fields, "tier", CustomerUpdate.TIER)
                | bit(fields, "stage", CustomerUpdate.STAGE)
                | bit(fields, "created_at", CustomerUpdate.CREATED_AT)
                | bit(fields, "tags", CustomerUpdate.TAGS)
                | bit(fields, "do_not_contact", CustomerUpdate.DO_NOT_CONTACT);
        if (present == 0) {
            return CustomerUpdate.NOTHING;
        }
        Tier tier = fields.raw("tier") == null ? null : fields.oneOf("tier", Tier.values(), Tier::id);
        Stage stage = fields.raw("stage") == null ? null : fields.oneOf("stage", Stage.values(), Stage::id);
        long createdAt = fields.instantOrUnknown("created_at");
        boolean doNotContact = fields.raw("do_not_contact") != null && fields.flag("do_not_contact");
        return new CustomerUpdate(present, tier, stage, createdAt, tags(fields), doNotContact);
    }

    private static int bit(Fields fields, String name, int bit) {
        return fields.has(name) ? bit : 0;
    }

    private List<String> tags(Fields fields) {
        if (fields.raw("tags") == null) {
            return List.of();
        }
        List<String> tags = new ArrayList<>();
        for (Object tag : fields.list("tags")) {
            if (!(tag instanceof String text) || text.isBlank() || text.length() > TAG_CHARS_MAX) {
                throw fields.wrong("tags", "has an entry that is no text of 1 to " + TAG_CHARS_MAX + " characters");
            }
            String kept = options.masking().text(text);
            if (!tags.contains(kept)) {
                tags.add(kept);
            }
        }
        return tags;
    }

    private @Nullable Profile profile(Fields fields) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : TEXTS) {
            if (fields.has(name)) {
                String text = fields.textOrNull(name);
                kept.put(name, JsonTree.text(text == null ? null : Masking.told(text)));
            }
        }
        zone(fields);
        for (String name : OBJECTS) {
            if (fields.has(name)) {
                kept.put(name, fields.raw(name) == null ? "null" : JsonTree.text(told("", fields.object(name))));
            }
        }
        Map<String, String> externalIds = externalIds(fields, kept);
        List<String> keys = keys(fields, kept);
        return kept.isEmpty() && externalIds == null && keys == null ? null : new Profile(kept, externalIds, keys);
    }

    private @Nullable Object told(String name, @Nullable Object value) {
        return switch (value) {
            case String text -> Credentials.namesSecret(name) ? Masking.TAKEN_OUT : Masking.told(text);
            case Map<?, ?> object -> {
                Map<String, @Nullable Object> kept = new LinkedHashMap<>();
                object.forEach((key, each) -> kept.put(String.valueOf(key), told(String.valueOf(key), each)));
                yield kept;
            }
            case List<?> list -> {
                List<@Nullable Object> kept = new ArrayList<>();
                list.forEach(each -> kept.add(told(name, each)));
                yield kept;
            }
            case null, default -> value;
        };
    }

    private static void zone(Fields fields) {
        String zone = fields.textOrNull("timezone");
        if (zone == null) {
            return;
        }
        try {
            java.time.ZoneId.of(zone);
        } catch (java.time.DateTimeException unknown) {
            throw new FieldProblem(
                    "timezone",
                    fields.wrong("timezone", "is no time zone; send an IANA name as Europe/Berlin")
                            .reason());
        }
    }

    private @Nullable Map<String, String> externalIds(Fields fields, Map<String, String> kept) {
        if (!fields.has("external_ids")) {
            return null;
        }
        Map<String, String> ids = new LinkedHashMap<>();
        if (fields.raw("external_ids") == null) {
            kept.put("external_ids", "null");
            return ids;
        }
        for (Map.Entry<?, ?> entry : fields.object("external_ids").entrySet()) {
            Object value = entry.getValue();
            String id =
                    value == null ? "" : texts.customer(value instanceof Long number ? number.toString() : text(value));
            if (id == null) {
                throw fields.wrong(
                        "external_ids",
                        "has an entry (%s) that is no id of 1 to %d visible characters"
                                .formatted(entry.getKey(), options.limits().idCharsMax()));
            }
            ids.put(String.valueOf(entry.getKey()), id);
        }
        return ids;
    }

    private @Nullable List<String> keys(Fields fields, Map<String, String> kept) {
        if (!fields.has("keys")) {
            return null;
        }
        List<String> keys = new ArrayList<>();
        if (fields.raw("keys") == null) {
            kept.put("keys", "null");
            return keys;
        }
        for (Object entry : fields.list("keys")) {
            String key = texts.key(text(entry));
            if (key == null) {
                throw fields.wrong("keys", "has an entry that is no key id or prefix");
            }
            keys.add(key);
        }
        return keys;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }
}
