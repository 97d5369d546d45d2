package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import io.aegis.engine.signal.MinuteCalls;
import java.util.List;
import java.util.Optional;

/** No engine runs beside the tables. */
final class NobodyWatched implements ViewSource {

    @Override
    public Optional<CustomerView> view(int customer) {
        return Optional.empty();
    }

    @Override
    public List<MinuteCalls> minutes(int customer) {
        return List.of();
    }
}
