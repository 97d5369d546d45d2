package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import io.aegis.engine.signal.MinuteCalls;
import java.util.List;
import java.util.Optional;

/** Evaluates a customer now; the embedded host asks its engine. */
public interface ViewSource {

    /** Empty for a customer that has left or that no event has reached yet. */
    Optional<CustomerView> view(int customer);

    /** Its calls by minute over about the last hour; minutes without any are left out. */
    List<MinuteCalls> minutes(int customer);
}
