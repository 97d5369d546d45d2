package io.aegis.simulator.world;

import io.aegis.engine.event.Tier;

/** What tiers cost a month, in US dollars. */
final class Prices {

    private Prices() {}

    static double monthly(Tier tier, Stream stream) {
        return switch (tier) {
            case NONE, TRIAL -> 0;
            case STARTER -> 29 + 10 * stream.nextInt(8);
            case PRO -> 199 + 50 * stream.nextInt(8);
            case ENTERPRISE -> 1_500 + 500 * stream.nextInt(18);
        };
    }
}
