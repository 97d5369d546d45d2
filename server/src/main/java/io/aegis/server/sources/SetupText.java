package io.aegis.server.sources;

import java.net.URI;
import java.util.List;

/**
 * What to copy to connect a sender.
 *
 * @param kind word of the kind
 * @param title for people
 * @param hint what it brings and what is good to know first, in a sentence or two
 * @param text with the server's address in it; {@code TOKEN} stands for a token with the scope {@code ingest}
 */
public record SetupText(String kind, String title, String hint, String text) {

    private static final String ENVOY_LAYOUT =
            "[%START_TIME%] \"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%\" %RESPONSE_CODE% %DURATION%"
                    + " \"%REQ(X-REQUEST-ID)%\" \"%REQ(X-CUSTOMER-ID)%\"";

    /** Every kind's text for a server at this address. */
    static List<SetupText> all(String address) {
        return List.of(
                events(address),
                telemetry(address),
                nginx(),
                ServerTexts.apache(),
                ServerTexts.haproxy(),
                ServerTexts.caddy(),
                ServerTexts.traefik(),
                envoy(),
                posted(address),
                kong(address),
                segment(address),
                stripe(address),
                chargebee(address),
                sentry(address),
                database());
    }

    private static SetupText events(String address) {
        return new SetupText(
                "curl",
                "Events over HTTP",
                "Our own schema, a JSON object a line. It answers once the events are durable; a repeated"
                        + " Idempotency-Key counts once.",
                """
                curl %s/v1/events \\
                  -H "Authorization: Bearer TOKEN" \\
                  -H "Content-Type: application/x-ndjson" \\
                  -H "Idempotency-Key: $(date +%%s)-$$" \\
                  --data-binary @- <<END
                {"type":"api_call","customer":"acme","at":"$(date -u +%%Y-%%m-%%dT%%H:%%M:%%SZ)","method":"GET","route":"/v1/orders","status":200,"latency_ms":41}
                END""".formatted(address));
    }

    private static SetupText telemetry(String address) {
        return new SetupText(
                "otlp",
                "OpenTelemetry collector or SDK",
                "Server spans and access-log records become calls; the customer is the attribute customer.id,"
                        + " enduser.id or user.id.",
                """
                exporters:
                  otlphttp/aegis:
                    endpoint: %1$s
                    headers: {Authorization: "Bearer TOKEN"}
                service:
                  pipelines:
                    traces:
                      exporters: [otlphttp/aegis]
                # or, for an SDK:
                # OTEL_EXPORTER_OTLP_ENDPOINT=%1$s
                # OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                # OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%%20TOKEN
                # OTEL_METRICS_EXPORTER=none""".formatted(address));
    }

    private static SetupText nginx() {
        return new SetupText(
                "nginx",
                "nginx access log",
                "A log on this machine is followed through rotation; old ones go through the monitor once by replay.",
                """
                # nginx.conf
                log_format aegis escape=json '{"msec":"$msec","customer_id":"$http_x_customer_id",'
                  '"request_id":"$request_id","method":"$request_method","uri":"$uri","status":$status,'
                  '"request_time":$request_time}';
                access_log /var/log/nginx/aegis.log aegis;
                # aegis.yaml
                # sources:
                #   - {type: file, name: gateway, path: /var/log/nginx/aegis.log, format: nginx-json}""");
    }

    private static SetupText envoy() {
        return new SetupText(
                "envoy",
                "Envoy or Istio access log",
                "Envoy's default format names no customer, so the header that does is put into a format of your own; the"
                        + " layout is that format.",
                """
                # Envoy, under access_log:
                - name: envoy.access_loggers.file
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog
                    path: /var/log/envoy/access.log
                    log_format:
                      text_format_source:
                        inline_string: "%1$s\\n"
                # aegis.yaml
                # sources:
                #   - type: file
                #     name: gateway
                #     path: /var/log/envoy/access.log
                #     layout: '%2$s'""".formatted(ENVOY_LAYOUT.replace("\"", "\\\""), ENVOY_LAYOUT));
    }

    private static SetupText posted(String address) {
        return new SetupText(
                "access-log",
                "Access log, posted",
                "The lines as they are, or a shipper's records that hold them in message or log; any format that a file may"
                        + " have. A line with a request id counts once.",
                """
                # aegis.yaml
                sources:
                  - {type: http, name: gateway, format: combined}
                # once, by hand:
                #   curl %1$s/v1/access-logs/gateway -H "Authorization: Bearer TOKEN" --data-binary @access.log
                # Vector:
                #   sinks:
                #     aegis:
                #       type: http
                #       inputs: [access_log]
                #       uri: %1$s/v1/access-logs/gateway
                #       auth: {strategy: bearer, token: TOKEN}
                #       encoding: {codec: json}
                #       compression: gzip
                # Fluent Bit:
                #   [OUTPUT]
                #     name http
                #     match access.*
                #     host %2$s
                #     port %3$s
                #     uri /v1/access-logs/gateway
                #     format json
                #     header Authorization Bearer TOKEN""".formatted(address, host(address), port(address)));
    }

    private static String host(String address) {
        return URI.create(address).getHost();
    }

    private static int port(String address) {
        URI uri = URI.create(address);
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    }

    private static SetupText kong(String address) {
        return new SetupText(
                "kong",
                "Kong gateway",
                "Its http-log plug-in sends each call; the consumer is the customer. Its file log is a source of type file.",
                """
                # kong.yml
                plugins:
                  - name: http-log
                    config:
                      http_endpoint: %s/v1/access-logs/kong
                      headers: {Authorization: "Bearer TOKEN"}
                # aegis.yaml
                # sources:
                #   - {type: http, name: kong, format: kong}""".formatted(address));
    }

    private static SetupText segment(String address) {
        return new SetupText(
                "segment",
                "Segment library",
                "The write key is a token with the scope ingest; groupId is the customer, without it userId.",
                """
                import { Analytics } from '@segment/analytics-node'
                const analytics = new Analytics({ writeKey: 'TOKEN', host: '%s' })""".formatted(address));
    }

    private static SetupText stripe(String address) {
        return new SetupText(
                "stripe",
                "Stripe webhook",
                "Subscriptions, invoices, charges and customers; add the endpoint in Stripe's dashboard and put its"
                        + " signing secret into the file that serve --config reads.",
                """
                # Endpoint: %s/webhooks/stripe
                # aegis.yaml
                sources:
                  - {type: stripe, secret: "${env:STRIPE_WEBHOOK_SECRET}", plans: {price_123: pro}}""".formatted(address));
    }

    private static SetupText chargebee(String address) {
        return new SetupText(
                "chargebee",
                "Chargebee webhook",
                "Subscriptions, customers and payments, of product catalogues 1 and 2.",
                """
                # Endpoint: %s/webhooks/chargebee, protected by basic authentication
                # aegis.yaml
                sources:
                  - {type: chargebee, user: hook, password: "${env:CHARGEBEE_PASSWORD}"}""".formatted(address));
    }

    private static SetupText sentry(String address) {
        return new SetupText(
                "sentry",
                "Sentry integration",
                "Errors and alerts of an internal integration; a tag or the user names the customer.",
                """
                # Webhook address of an internal integration: %s/webhooks/sentry
                # aegis.yaml
                sources:
                  - {type: sentry, secret: "${env:SENTRY_CLIENT_SECRET}"}""".formatted(address));
    }

    private static SetupText database() {
        return new SetupText(
                "jdbc",
                "Customer database",
                "Customer records by a query on PostgreSQL or MariaDB, asked again for what has changed.",
                """
                # aegis.yaml
                sources:
                  - type: jdbc
                    name: crm
                    url: jdbc:postgresql://localhost/crm
                    user: aegis
                    password: "${env:CRM_PASSWORD}"
                    query: select id, name, plan, changed from account where changed > :since order by changed
                    high_water: changed
                    columns: {id: customer, name: name, plan: tier}""");
    }
}
