package io.aegis.formats.segment;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Which tracked events mean more to us than a product event. Case, spaces and signs in names do not matter. */
public final class EventNames {

    /** The names that are in general use. */
    public static final EventNames DEFAULTS = new EventNames(Map.of());

    private final Map<String, Meaning> meanings = new LinkedHashMap<>();

    /** Names of one's own beside those in general use. */
    public EventNames(Map<String, Meaning> own) {
        usual(Meaning.API_CALL, "API Call", "API Request", "API Called");
        usual(Meaning.KEY_ISSUED, "API Key Created", "API Key Issued", "API Key Generated");
        usual(Meaning.KEY_REVOKED, "API Key Revoked", "API Key Deleted");
        usual(Meaning.LOGIN, "Signed In", "Logged In", "User Logged In", "User Signed In", "Login");
        own.forEach((name, meaning) -> meanings.put(plain(name), meaning));
    }

    /** What a tracked event can be. */
    public enum Meaning {
        API_CALL("api_call"),
        KEY_ISSUED("api_key_issued"),
        KEY_REVOKED("api_key_revoked"),
        LOGIN("login"),
        TRACK("track");

        private final String id;

        Meaning(String id) {
            this.id = id;
        }

        /** The word used in configuration files. */
        public String id() {
            return id;
        }
    }

    Meaning of(String name) {
        return meanings.getOrDefault(plain(name), Meaning.TRACK);
    }

    private void usual(Meaning meaning, String... names) {
        for (String name : names) {
            meanings.put(plain(name), meaning);
        }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
