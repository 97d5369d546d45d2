package io.aegis.engine.event;

/**
 * What happened at one customer. A fact carries no name, address or other personal field; free text that the engine may
 * show (a route, a key's prefix, a tag) has been masked at the door.
 *
 * <p>Units: instants are epoch milliseconds in UTC, {@link #UNKNOWN} where not said; amounts are in the currency's
 * major unit, NaN where not said.
 */
public sealed interface Fact
        permits ApiCall,
                ApiCalls,
                CustomerUpdate,
                CustomerRemoved,
                ApiKey,
                Subscription,
                Payment,
                ErrorReport,
                Login,
                Track,
                ReportedSignal {

    /** Stands for an instant, count or latency that was not said. */
    int UNKNOWN = -1;
}
