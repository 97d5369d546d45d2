package io.aegis.codec.event;

import io.aegis.engine.event.Tier;
import java.util.Map;

/**
 * How events are read.
 *
 * @param plans the billing system's plan names → tier; a plan that is named like a tier needs no entry
 */
public record EventOptions(Masking masking, EventLimits limits, Map<String, Tier> plans) {

    public EventOptions {
        plans = Map.copyOf(plans);
    }

    /** Default limits, no plans. */
    public EventOptions(Masking masking) {
        this(masking, EventLimits.DEFAULT, Map.of());
    }
}
