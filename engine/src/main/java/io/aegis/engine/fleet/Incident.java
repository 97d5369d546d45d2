package io.aegis.engine.fleet;

import io.aegis.engine.event.Fact;

/**
 * The platform failed for many customers at once.
 *
 * @param id made from its kind and start, so that a replay makes the same one
 * @param startMillis of the minute in which it began
 * @param endMillis {@link Fact#UNKNOWN} while it lasts
 * @param failing customers that failed so when it was found
 * @param active customers that called then
 */
public record Incident(Kind kind, String id, long startMillis, long endMillis, int failing, int active) {

    /** What each id begins with. */
    public static final String ID_PREFIX = "platform_incident-";

    /** How the platform fails. Incidents of several kinds may last at once; the order is that of snapshots. */
    public enum Kind {
        /** 5xx answers. */
        SERVER("server", "", "the API failed", "5xx answers"),
        /** 401 and 403 for those whose credentials were good. */
        AUTH("auth", "auth-", "the API refused everyone's credentials", "401 or 403"),
        /** 429 for those who were not held to limits. */
        THROTTLED("throttled", "throttled-", "the API throttled everyone", "429");

        private final String id;
        private final String prefix;
        private final String happened;
        private final String answers;

        Kind(String id, String prefix, String happened, String answers) {
            this.id = id;
            this.prefix = prefix;
            this.happened = happened;
            this.answers = answers;
        }

        /** As tables and interfaces name it. */
        public String id() {
            return id;
        }

        /**
         * What happened, and to whom: {@code the API failed: 17 of 60 active customers got 5xx answers}.
         *
         * @param customers how many of which
         */
        public String told(String customers) {
            return happened + ": " + customers + " got " + answers;
        }

        /** @throws IllegalArgumentException if no kind is called so */
        public static Kind of(String id) {
            for (Kind kind : values()) {
                if (kind.id.equals(id)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of incident is called (" + id + ")");
        }
    }

    static Incident begun(Kind kind, long startMillis, int failing, int active) {
        String id = ID_PREFIX + kind.prefix + startMillis;
        return new Incident(kind, id, startMillis, Fact.UNKNOWN, failing, active);
    }

    Incident ended(long atMillis) {
        return new Incident(kind, id, startMillis, atMillis, failing, active);
    }

    /** Since when it is told to last: the end of the minute in which it began, before which it may not have. */
    public long toldFromMillis() {
        return startMillis + 60_000;
    }

    public boolean over() {
        return endMillis != Fact.UNKNOWN;
    }
}
