package io.aegis.server.dashboard;

import io.aegis.server.dashboard.page.SourcesPage.Kind;
import java.util.List;

/** What to copy to connect each kind of source. */
final class SourceKinds {

    private SourceKinds() {}

    /** @param address of this server, as the person reached it */
    static List<Kind> at(String address) {
        return List.of(
                new Kind(
                        "events",
                        "Events over HTTP",
                        "Our own schema, a JSON object a line. It answers once the events are durable; a repeated"
                                + " Idempotency-Key counts once.",
                        """
                        curl %s/v1/events \\
                          -H "Authorization: Bearer $AEGIS_TOKEN" \\
                          -H "Content-Type: application/x-ndjson" \\
                          -H "Idempotency-Key: $(uuidgen)" \\
                          --data-binary @- <<'END'
                        {"type":"api_call","customer":"acme","at":"2025-11-30T13:45:00Z","method":"GET","route":"/v1/orders","status":200,"latency_ms":41}
                        END
                        """.formatted(address)),
                new Kind(
                        "otlp",
                        "OpenTelemetry collector",
                        "Server spans and access-log records become calls; the customer is the attribute customer.id,"
                                + " enduser.id or user.id.",
                        """
                        exporters:
                          otlphttp/aegis:
                            endpoint: %s
                            headers:
                              Authorization: "Bearer ${env:AEGIS_TOKEN}"
                        service:
                          pipelines:
                            traces:
                              exporters: [otlphttp/aegis]
                        """.formatted(address)),
                new Kind(
                        "segment",
                        "Segment SDK",
                        "The write key is a token that may ingest; groupId is the customer, without it userId.",
                        """
                        const analytics = new Analytics({ writeKey: process.env.AEGIS_TOKEN, host: "%s" });
                        """.formatted(address)),
                new Kind(
                        "stripe",
                        "Stripe, Chargebee, Sentry",
                        "Point their webhooks at these addresses; their secrets stand in the file that serve --config reads.",
                        """
                        # aegis.yaml
                        sources:
                          # %1$s/webhooks/stripe
                          - {type: stripe, secret: "${env:STRIPE_WEBHOOK_SECRET}"}
                          # %1$s/webhooks/chargebee, with basic authentication
                          - {type: chargebee, user: hook, password: "${env:CHARGEBEE_PASSWORD}"}
                          # %1$s/webhooks/sentry, of an internal integration
                          - {type: sentry, secret: "${env:SENTRY_CLIENT_SECRET}"}
                        """.formatted(address)),
                new Kind(
                        "logs",
                        "Logs of nginx, Apache and gateways",
                        "A log on this machine is followed through rotation; old ones go through the monitor by replay.",
                        """
                        # aegis.yaml
                        sources:
                          - {type: file, name: gateway, path: /var/log/nginx/access.log, format: combined}
                        # or, once:
                        # ./aegis replay access.log* --url %s --token "$AEGIS_TOKEN"
                        """.formatted(address)),
                new Kind(
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
                            columns: {id: customer, name: name, plan: tier}
                        """));
    }
}
