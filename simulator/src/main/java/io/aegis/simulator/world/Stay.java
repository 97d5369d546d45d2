package io.aegis.simulator.world;

/** How long a company stays in a state of its story. */
sealed interface Stay {

    /** When it ends for a company that enters the state now. */
    long until(long nowMillis, Stream stream, WorldSettings settings);

    record Forever() implements Stay {
        @Override
        public long until(long nowMillis, Stream stream, WorldSettings settings) {
            return Long.MAX_VALUE;
        }
    }

    record Within(Act.Span span) implements Stay {
        @Override
        public long until(long nowMillis, Stream stream, WorldSettings settings) {
            return nowMillis + span.draw(stream);
        }
    }

    /** At least a while, then memoryless. */
    record AtLeast(long leastMillis, long meanMillis) implements Stay {
        @Override
        public long until(long nowMillis, Stream stream, WorldSettings settings) {
            return nowMillis + leastMillis + Math.round(stream.exponential((double) meanMillis));
        }
    }

    /** An instant relative to the first live cycle. */
    record AroundLive(long lowMillis, long highMillis) implements Stay {
        @Override
        public long until(long nowMillis, Stream stream, WorldSettings settings) {
            return Math.max(
                    nowMillis,
                    settings.startMillis() + lowMillis + Math.round(stream.nextDouble() * (highMillis - lowMillis)));
        }
    }

    /** Some live cycles after the first. */
    record Cycles(double low, double high) implements Stay {
        @Override
        public long until(long nowMillis, Stream stream, WorldSettings settings) {
            double cycles = stream.uniform(low, high);
            return Math.max(nowMillis, settings.startMillis() + Math.round(cycles * settings.lapseMillis()));
        }
    }
}
