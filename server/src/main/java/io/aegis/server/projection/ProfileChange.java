package io.aegis.server.projection;

import java.util.Map;

/**
 * New personal fields of a customer.
 *
 * @param fields by name as JSON text; {@code null} clears a field
 */
public record ProfileChange(int customer, Map<String, String> fields) {}
