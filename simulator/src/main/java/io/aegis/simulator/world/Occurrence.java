package io.aegis.simulator.world;

import org.jspecify.annotations.Nullable;

/** What happens in the world besides calls: lines to send, and turns of the truth that the log tells. */
public sealed interface Occurrence {

    /** @param json one event of the public schema, without line end */
    record Line(String json) implements Occurrence {}

    /** The true error rate rises. */
    record Spike(double from, double to) implements Occurrence {}

    /** The true error rate falls back. */
    record Fix(double from, double to) implements Occurrence {}

    record TrendTurn(String from, String to) implements Occurrence {}

    record FirstCall() implements Occurrence {}

    record SignUp() implements Occurrence {}

    /** The platform itself fails, or works again; the company is then null. */
    record Outage(boolean begins, double share) implements Occurrence {}

    /** One occurrence in its place. */
    record Placed(long atMillis, @Nullable Company company, Occurrence what) {}
}
