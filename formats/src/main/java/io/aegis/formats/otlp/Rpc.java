package io.aegis.formats.otlp;

import io.aegis.formats.mapping.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** gRPC server spans as calls: a POST to {@code /package.Service/Method}, its code as the HTTP status of that meaning. */
final class Rpc {

    /** Names of what is worked out of the {@link #FIELDS}. */
    static final String PREFIX = "aegis.rpc.";

    static final List<String> FIELDS = List.of("rpc.grpc.status_code", "rpc.service", "rpc.method");
    static final String METHOD = "aegis.rpc.method";
    static final String ROUTE = "aegis.rpc.route";
    static final String STATUS = "aegis.rpc.status";

    /** By gRPC code, after google/rpc/code.proto. */
    private static final int[] HTTP_STATUS = {
        200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401
    };

    private Rpc() {}

    static @Nullable String text(String name, Fields fields) {
        String code = fields.text("rpc.grpc.status_code");
        if (code == null) {
            return null;
        }
        return switch (name) {
            case METHOD -> "POST";
            case ROUTE -> "/" + fields.text("rpc.service") + "/" + fields.text("rpc.method");
            case STATUS -> status(code);
            default -> null;
        };
    }

    private static @Nullable String status(String code) {
        for (int i = 0; i < HTTP_STATUS.length; i++) {
            if (code.equals(Integer.toString(i))) {
                return Integer.toString(HTTP_STATUS[i]);
            }
        }
        return null;
    }
}
