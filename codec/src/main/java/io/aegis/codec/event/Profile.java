package io.aegis.codec.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The personal and free-text part of an event: kept encrypted by the customer's key, never seen by the engine.
 *
 * @param fields by their name in the public schema ({@code name}, {@code owner}, {@code timezone}, {@code contacts},
 *     {@code attributes}, {@code user}, {@code title}, {@code url}, …) as JSON text; JSON {@code null} clears a field
 * @param externalIds source → id that the customer has there; null where not said
 * @param keys key prefixes or ids that belong to the customer; null where not said
 */
public record Profile(
        Map<String, String> fields,
        @Nullable Map<String, String> externalIds,
        @Nullable List<String> keys) {}
