package io.aegis.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessPolicyTest {

    private static String need(String method, String path) {
        return switch (AccessPolicy.of(method, path)) {
            case AccessPolicy.Need.Nothing nothing -> "nothing";
            case AccessPolicy.Need.OwnCheck own -> "own check";
            case AccessPolicy.Need.Scoped scoped -> scoped.scope().id();
        };
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,    /,                                  read
            GET,    /customers/cus_1,                   read
            GET,    /sign-in,                           nothing
            POST,   /sign-in,                           nothing
            POST,   /sign-out,                          read
            GET,    /assets/app.css,                    nothing
            POST,   /assets/app.css,                    operate
            GET,    /openapi.yaml,                      nothing
            POST,   /v1/events,                         ingest
            GET,    /v1/events,                         ingest
            POST,   /v1/traces,                         ingest
            POST,   /webhooks/stripe,                   own check
            GET,    /api/v1/status,                     read
            HEAD,   /api/v1/status,                     read
            GET,    /api/v1/stream,                     read
            POST,   /api/v1/interventions/x/resolve,    operate
            POST,   /api/v1/monitor/check,              operate
            POST,   /api/v1/rejected/7/retry,           operate
            PUT,    /api/v1/rules,                      admin
            POST,   /api/v1/rules/backtest,             admin
            POST,   /api/v1/unattributed/web/x/link,    admin
            DELETE, /api/v1/customers/cus_1,            admin
            DELETE, /api/v1/customer,                   admin
            GET,    /actuator/health/liveness,          nothing
            GET,    /actuator/health/readiness,         nothing
            GET,    /actuator/health,                   read
            GET,    /actuator/prometheus,               read
            POST,   /anything/else,                     operate
            PROPFIND, /,                                operate
            """)
    void shouldNeed(String method, String path, String need) {
        assertThat(need(method, path)).isEqualTo(need);
    }
}
