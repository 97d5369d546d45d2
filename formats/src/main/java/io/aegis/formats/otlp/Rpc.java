package io.aegis.formats.otlp;

import io.aegis.formats.mapping.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** gRPC server spans as calls: a POST to {@code /package.Service/Method}, its code as the HTTP status of that meaning. */
final class Rpc {

    /** Names of what is worked out of the {@link #FIELDS}. */
    static final String PREFIX = "aegis.rpc.";

    private static final String CODE = "rpc.response.status_code";
    private static final String CODE_BEFORE = "rpc.grpc.status_code";

    static final List<String> FIELDS = List.of(CODE, CODE_BEFORE, "rpc.service", "rpc.method");
    static final String METHOD = "aegis.rpc.method";
    static final String ROUTE = "aegis.rpc.route";
    static final String STATUS = "aegis.rpc.status";

    /** By gRPC code, after google/rpc/code.proto. */
    private static final int[] HTTP_STATUS = {
        200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401
    };

    /** What gRPC calls them: today's conventions give the name, those before gave the number. */
    private static final List<String> NAMES = List.of(
            "OK",
            "CANCELLED",
            "UNKNOWN",
            "INVALID_ARGUMENT",
            "DEADLINE_EXCEEDED",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "PERMISSION_DENIED",
            "RESOURCE_EXHAUSTED",
            "FAILED_PRECONDITION",
            "ABORTED",
            "OUT_OF_RANGE",
            "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE",
            "DATA_LOSS",
            "UNAUTHENTICATED");

    private Rpc() {}

    static @Nullable String text(String name, Fields fields) {
        String now = fields.text(CODE);
        String code = now == null ? fields.text(CODE_BEFORE) : now;
        if (code == null) {
            return null;
        }
        return switch (name) {
            case METHOD -> "POST";
            case ROUTE -> route(fields.text("rpc.service"), fields.text("rpc.method"));
            case STATUS -> status(code);
            default -> null;
        };
    }

    /** Today the method is whole ({@code package.Service/Method}); before, the service stood apart. */
    private static String route(@Nullable String service, @Nullable String method) {
        return "/" + (service == null ? method : service + "/" + method);
    }

    private static @Nullable String status(String code) {
        for (int i = 0; i < HTTP_STATUS.length; i++) {
            if (code.equals(Integer.toString(i)) || code.equalsIgnoreCase(NAMES.get(i))) {
                return Integer.toString(HTTP_STATUS[i]);
            }
        }
        return null;
    }
}
