package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import java.util.Optional;

/** Evaluates a customer now; the embedded host asks its engine. */
@FunctionalInterface
public interface ViewSource {

    /** Empty for a customer that has left or that no event has reached yet. */
    Optional<CustomerView> view(int customer);
}
