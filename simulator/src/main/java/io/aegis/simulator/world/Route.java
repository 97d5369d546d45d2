package io.aegis.simulator.world;

import java.util.List;

/**
 * One route of the simulated API.
 *
 * @param success status of a call that works
 * @param latencyMillis its median
 * @param weight how common it is among integrations
 */
public record Route(String method, String path, int success, int latencyMillis, int weight) {

    /** All that the API offers. */
    public static final List<Route> ALL = List.of(
            new Route("GET", "/v1/orders", 200, 45, 20),
            new Route("GET", "/v1/orders/{id}", 200, 22, 24),
            new Route("POST", "/v1/orders", 201, 90, 14),
            new Route("PATCH", "/v1/orders/{id}", 200, 70, 6),
            new Route("GET", "/v1/customers/{id}", 200, 20, 14),
            new Route("POST", "/v1/customers", 201, 80, 6),
            new Route("GET", "/v1/products", 200, 60, 14),
            new Route("GET", "/v1/products/{id}", 200, 18, 12),
            new Route("GET", "/v1/search", 200, 140, 12),
            new Route("POST", "/v1/payments", 201, 260, 9),
            new Route("GET", "/v1/payments/{id}", 200, 30, 8),
            new Route("POST", "/v1/refunds", 201, 240, 2),
            new Route("GET", "/v1/invoices", 200, 75, 5),
            new Route("POST", "/v1/messages", 202, 55, 8),
            new Route("GET", "/v1/messages/{id}", 200, 24, 5),
            new Route("POST", "/v1/files", 201, 420, 3),
            new Route("GET", "/v1/files/{id}", 200, 110, 4),
            new Route("DELETE", "/v1/files/{id}", 204, 40, 2),
            new Route("POST", "/v1/batch", 200, 600, 3),
            new Route("GET", "/v1/reports/daily", 200, 350, 3),
            new Route("PUT", "/v1/webhooks/{id}", 200, 50, 1),
            new Route("GET", "/v1/account", 200, 15, 3));
}
