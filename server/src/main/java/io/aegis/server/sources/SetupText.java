package io.aegis.server.sources;

import java.util.List;

/**
 * What to copy to connect a sender.
 *
 * @param kind word of the kind
 * @param title for people
 * @param text with the server's address in it; {@code TOKEN} stands for a token with the scope {@code ingest}
 */
public record SetupText(String kind, String title, String text) {

    /** Every kind's text for a server at this address. */
    static List<SetupText> all(String address) {
        return List.of(
                new SetupText("curl", "Any program", """
                        curl -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/x-ndjson' \\
                          --data-binary @events.ndjson %s/v1/events""".formatted(address)),
                new SetupText("otlp", "OpenTelemetry collector or SDK", """
                        exporters:
                          otlphttp/aegis:
                            endpoint: %s
                            headers: {Authorization: "Bearer TOKEN"}
                        # or, for an SDK:
                        # OTEL_EXPORTER_OTLP_ENDPOINT=%s
                        # OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                        # OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%%20TOKEN""".formatted(address, address)),
                new SetupText("nginx", "nginx access log", """
                        # nginx.conf
                        log_format aegis escape=json '{"msec":"$msec","customer_id":"$http_x_customer_id",'
                          '"request_id":"$request_id","method":"$request_method","uri":"$uri","status":$status,'
                          '"request_time":$request_time}';
                        access_log /var/log/nginx/aegis.log aegis;
                        # aegis.yaml
                        # sources:
                        #   - {type: file, name: gateway, path: /var/log/nginx/aegis.log, format: nginx-json}"""),
                new SetupText("envoy", "Envoy or Istio access log", """
                        sources:
                          - type: file
                            name: gateway
                            path: /var/log/envoy/access.log
                            format: envoy
                            mapping: {customer: "REQ(X-CUSTOMER-ID)"}"""),
                new SetupText("segment", "Segment library", """
                        import { Analytics } from '@segment/analytics-node'
                        const analytics = new Analytics({ writeKey: 'TOKEN', host: '%s' })""".formatted(address)),
                new SetupText("stripe", "Stripe webhook", """
                        # Endpoint: %s/webhooks/stripe
                        sources:
                          - {type: stripe, secret: "${env:STRIPE_WEBHOOK_SECRET}", plans: {price_123: pro}}""".formatted(address)),
                new SetupText("chargebee", "Chargebee webhook", """
                        # Endpoint: %s/webhooks/chargebee, protected by basic authentication
                        sources:
                          - {type: chargebee, user: hook, password: "${env:CHARGEBEE_PASSWORD}"}""".formatted(address)),
                new SetupText("sentry", "Sentry integration", """
                        # Webhook address of an internal integration: %s/webhooks/sentry
                        sources:
                          - {type: sentry, secret: "${env:SENTRY_CLIENT_SECRET}"}""".formatted(address)),
                new SetupText("jdbc", "Customer database", """
                        sources:
                          - type: jdbc
                            name: crm
                            url: jdbc:postgresql://localhost/crm
                            user: aegis
                            password: "${env:CRM_PASSWORD}"
                            query: select id, name, plan, changed from account where changed > :since order by changed
                            high_water: changed
                            columns: {id: customer, name: name, plan: tier}"""));
    }
}
