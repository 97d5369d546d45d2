package io.aegis.server.api;

import io.aegis.server.projection.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list as the interface gives it.
 *
 * @param next cursor of the following page, null on the last
 */
record Listing<T>(List<T> items, @Nullable String next) {

    /** What lists leave out on request: customers tagged internal or test, and their interventions. */
    static final List<String> EXCLUDABLE = List.of("internal");

    static <R, T> Listing<T> of(Page<R> page, Function<R, T> form) {
        return new Listing<>(page.items().stream().map(form).toList(), page.next());
    }

    static <T> Listing<T> of(Page<T> page) {
        return new Listing<>(page.items(), page.next());
    }

    static <T> Listing<T> empty() {
        return new Listing<>(List.of(), null);
    }
}
