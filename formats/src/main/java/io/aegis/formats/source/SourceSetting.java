package io.aegis.formats.source;

import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Plans;
import io.aegis.formats.segment.EventNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of {@code sources:}. Its name is what its events are counted under, and what external ids refer to. */
public sealed interface SourceSetting {

    /** Unique among the sources. */
    String name();

    /** The word after {@code type:}. */
    String type();

    /**
     * An access log that a gateway writes, followed through rotation and truncation.
     *
     * @param path of the live file; rotated ones lie beside it
     */
    record LogFile(String name, String path, LogReading reading) implements SourceSetting {
        @Override
        public String type() {
            return "file";
        }
    }

    /** An access log that a gateway or a log shipper posts. */
    record PostedLog(String name, LogReading reading) implements SourceSetting {
        @Override
        public String type() {
            return "http";
        }
    }

    /** OTLP spans and log records; {@code bodies} reads log bodies that are access-log lines. */
    record Otlp(String name, Mapping mapping, @Nullable LogReading bodies) implements SourceSetting {
        @Override
        public String type() {
            return "otlp";
        }
    }

    /** Calls of the Segment HTTP API. */
    record Segment(String name, Mapping mapping, EventNames events, Plans plans) implements SourceSetting {
        @Override
        public String type() {
            return "segment";
        }
    }

    /** Stripe's webhooks. Several secrets are accepted while one replaces the other. */
    record Stripe(String name, List<String> secrets, Duration tolerance, Mapping mapping, Plans plans)
            implements SourceSetting {
        public Stripe {
            secrets = List.copyOf(secrets);
        }

        @Override
        public String type() {
            return "stripe";
        }

        @Override
        public String toString() {
            return "Stripe[" + name + "]";
        }
    }

    /** Chargebee's webhooks, which know basic auth only. */
    record Chargebee(String name, String user, String password, Mapping mapping, Plans plans) implements SourceSetting {
        @Override
        public String type() {
            return "chargebee";
        }

        @Override
        public String toString() {
            return "Chargebee[" + name + "]";
        }
    }

    /** Sentry's webhooks. */
    record Sentry(String name, List<String> secrets, Mapping mapping) implements SourceSetting {
        public Sentry {
            secrets = List.copyOf(secrets);
        }

        @Override
        public String type() {
            return "sentry";
        }

        @Override
        public String toString() {
            return "Sentry[" + name + "]";
        }
    }

    /**
     * Customer records by a query on the company's own database.
     *
     * @param query holds {@code :since} where the high-water value of the last poll goes, and orders by that column
     * @param highWater column whose greatest value is remembered
     * @param columns column → field of the customer record ({@code attributes.NAME} for others)
     */
    record Jdbc(
            String name,
            String url,
            @Nullable String user,
            @Nullable String password,
            String query,
            String highWater,
            Duration every,
            Map<String, String> columns,
            Plans plans)
            implements SourceSetting {
        @Override
        public String type() {
            return "jdbc";
        }

        @Override
        public String toString() {
            return "Jdbc[" + name + "]";
        }
    }
}
