package io.aegis.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import io.aegis.formats.mapping.Hmac;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;

/** Sends traffic through every door of a server, with a secret wherever a careless company might leave one. */
final class Senders {

    private static final String JSON = "application/json";

    private final Plants plants;
    private final Path directory;
    private final String stripeSecret;
    private final String chargebeePassword;
    private final String sentrySecret;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    Senders(Plants plants, Path directory) {
        this.plants = plants;
        this.directory = directory;
        stripeSecret = "whsec_" + plants.password("signing secret of Stripe");
        chargebeePassword = plants.password("password of Chargebee");
        sentrySecret = plants.password("client secret of Sentry");
    }

    Path configuration() throws IOException {
        return Files.writeString(directory.resolve("aegis.yaml"), """
                sources:
                  - {type: stripe, secret: %s}
                  - {type: chargebee, user: hook, password: %s}
                  - {type: sentry, secret: %s}
                  - type: otlp
                    format: combined
                    mapping: {key: http.request.header.authorization}
                  - {type: file, name: tail, path: %s, format: combined}
                  - {type: http, name: posted, format: combined, mapping: {customer: remote_user}}
                  - {type: http, name: shipped, format: caddy}
                  - type: jdbc
                    name: unreachable
                    url: jdbc:postgresql://127.0.0.1:1/crm?password=%s
                    query: select id, changed from account where changed > :since
                    high_water: changed
                    columns: {id: customer}
                  - type: jdbc
                    name: strange
                    url: jdbc:mariadb://app:%s@127.0.0.1:1/crm?password=%s&broken=
                    query: select id, changed from account where changed > :since
                    high_water: changed
                    columns: {id: customer}
                """.formatted(
                        stripeSecret,
                        chargebeePassword,
                        sentrySecret,
                        directory.resolve("access.log"),
                        plants.password("password in the address of a database"),
                        plants.password("user part of the address of a database"),
                        plants.password("secret in the address of a database")));
    }

    void send(TestServer server) throws Exception {
        events(server);
        accessLog();
        postedLogs(server);
        Telemetry telemetry = new Telemetry(plants, now);
        for (boolean json : new boolean[] {true, false}) {
            taken(telemetry.send(server, "/v1/traces", telemetry.traces(json), json));
            taken(telemetry.send(server, "/v1/logs", telemetry.logs(json), json));
        }
        segment(server);
        stripe(server);
        chargebee(server);
        sentry(server);
        strangers(server);
    }

    private static void taken(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 202);
    }

    private void events(TestServer server) {
        StringBuilder lines = new StringBuilder();
        String failing = "/v1/reset/" + plants.token("route of a failing call") + "/"
                + plants.email("route of a failing call") + "?token=" + plants.password("query of a failing call");
        for (int i = 0; i < 300; i++) {
            lines.append("""
                    {"type":"api_call","customer":"failing","at":"%s","method":"GET","route":"%s","status":%d,"key":"%s"}
                    """.formatted(now.minusSeconds(310L - i), failing, i % 2 == 0 ? 401 : 200, "key_failing"));
        }
        String[] events = {
            "\"type\":\"api_call\",\"method\":\"GET\",\"route\":\"https://app:"
                    + plants.password("user part of a route")
                    + "@api.example/v1/a?api_key=" + plants.password("query of a route")
                    + "\",\"status\":200,\"key\":\""
                    + plants.key("key of a call") + "\",\"error_code\":\"password=" + plants.password("error code")
                    + "\"",
            "\"type\":\"api_call\",\"method\":\"GET\",\"path\":\"/cards/" + plants.card("path") + "/pin=1?x=1&secret="
                    + plants.password("query of a path") + "\",\"status\":200,\"key\":\"Basic "
                    + basic("app:" + plants.password("basic authentication as a key")) + "\"",
            "\"type\":\"api_call\",\"method\":\"GET\",\"route\":\"/cards/" + plants.card("route") + "/token="
                    + plants.password("assignment in a route") + "\",\"status\":200,\"key\":\"Bearer "
                    + plants.password("bearer token as a key") + "\"",
            "\"type\":\"error\",\"level\":\"error\",\"title\":\"" + title("title of an error")
                    + "\",\"url\":\"https://x:"
                    + plants.password("user part of an error's url") + "@trace.example/?access_token="
                    + plants.password("query of an error's url") + "\",\"source\":\"token="
                    + plants.password("source of an error") + "\"",
            "\"type\":\"track\",\"name\":\"mailed " + plants.email("name of a product event") + "\",\"user\":\""
                    + plants.key("user of a product event") + "\"",
            "\"type\":\"login\",\"user\":\"" + plants.key("user of a login") + "\"",
            "\"type\":\"payment\",\"outcome\":\"failed\",\"amount\":9,\"currency\":\"EUR\",\"reason\":\"card "
                    + plants.card("reason of a payment") + " was refused\"",
            "\"type\":\"api_key\",\"action\":\"issued\",\"key\":\"" + plants.key("issued key") + "\"",
            "\"type\":\"signal\",\"name\":\"note\",\"value\":\"api_key=" + plants.password("signal") + "\"",
            "\"type\":\"customer\",\"name\":\"Careless\",\"tags\":[\"token=" + plants.password("tag")
                    + "\"],\"keys\":[\""
                    + plants.key("key of a customer") + "\"],\"attributes\":{\"api_secret\":\""
                    + plants.password("secret among attributes") + "\",\"note\":\"their key is "
                    + plants.key("note among attributes") + "\"},\"external_ids\":{\"gateway\":\""
                    + plants.key("external id") + "\"}",
        };
        for (String event : events) {
            lines.append("{\"customer\":\"careless\",\"at\":\"")
                    .append(now)
                    .append("\",")
                    .append(event)
                    .append("}\n");
        }
        lines.append("{\"type\":\"api_call\",\"customer\":\"" + plants.key("customer's id") + "\",\"id\":\""
                + plants.key("id of an event") + "\",\"at\":\"" + now
                + "\",\"method\":\"GET\",\"route\":\"/\",\"status\":200}\n");
        taken(server.events(lines.toString()));
        rejected(server);
    }

    private void rejected(TestServer server) {
        String[] lines = {
            "{\"type\":\"api_call\",\"customer\":\"careless\",\"authorization\":\"Bearer "
                    + plants.password("header in a refused line") + "\"}",
            "{\"type\":\"api_call\",\"customer\":\"careless\",\"headers\":{\"X-Api-Key\":[\""
                    + plants.password("list in a refused line") + "\"]}}",
            "{\"type\":\"" + plants.key("refused type") + "\",\"customer\":\"careless\",\"pin_token\":48151623}",
            "{\"type\":\"api_call\",\"customer\":\"careless\",\"at\":\"" + now
                    + "\",\"method\":\"GET\",\"route\":\"/a?x=1\\u0026pin="
                    + plants.password("escaped query in a refused line") + "\",\"status\":\"token="
                    + plants.password("refused status") + "\"}",
            "GET /v1/x?password=" + plants.password("query in a line that is no JSON") + " key "
                    + plants.key("line that is no JSON"),
            "{\"type\":\"error\",\"customer\":\"careless\",\"at\":\"" + now + "\",\"level\":\"bad\",\"title\":\""
                    + title("title of a refused error") + "\"}",
            "{\"message\":\"{\\\"password\\\":\\\"" + plants.password("JSON in JSON of a refused line") + "\\\"}\"}",
            "{\"customer\":\"x\",\"dsn\":\"https://public:" + plants.password("user part in a refused line")
                    + "@sentry.example/1\"}",
        };
        Answer answer = server.events(
                String.join("\n", lines).getBytes(StandardCharsets.UTF_8),
                "application/x-ndjson",
                "Idempotency-Key",
                plants.key("Idempotency-Key"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("rejected").asInt()).isEqualTo(lines.length);
    }

    /** What a careless program writes into a message. */
    private String title(String where) {
        return "401 for https://app:" + plants.password("user part in the " + where) + "@api.example/v1/a?api_key="
                + plants.password("query in the " + where) + "&x=1 of " + plants.email(where) + " with card "
                + plants.card(where) + ", Authorization: Bearer " + plants.password("bearer token in the " + where)
                + ", key " + plants.key(where) + ", password: " + plants.password("password in the " + where);
    }

    private void accessLog() throws IOException {
        String time = java.time.format.DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", java.util.Locale.ROOT)
                .format(now.atOffset(java.time.ZoneOffset.UTC));
        String good =
                "10.0.0.1 - logged [%s] \"GET http://u:%s@h.example/v1/mail/%s?token=%s HTTP/1.1\" 200 5 \"https://r.example/?key=%s\" \"%s\"\n"
                        .formatted(
                                time,
                                plants.password("user part of a request line"),
                                plants.email("path of a request line"),
                                plants.password("query of a request line"),
                                plants.password("referrer of an access log"),
                                plants.key("agent of an access log"));
        String bad = "10.0.0.1 - logged [never] \"GET /?apikey=%s HTTP/1.1\" 200 5 \"-\" \"Authorization: Basic %s\"\n"
                .formatted(
                        plants.password("query of a refused access line"),
                        basic("app:" + plants.password("basic authentication in a refused access line")));
        Files.writeString(directory.resolve("access.log"), good + bad);
    }

    /** Lines as they are, records of shippers that hold lines and secrets of their own, and what is refused of both. */
    private void postedLogs(TestServer server) {
        String time = java.time.format.DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", java.util.Locale.ROOT)
                .format(now.atOffset(java.time.ZoneOffset.UTC));
        String good = "<13>1 - " + plants.password("syslog header") + " app - - - 10.0.0.1 - careless [" + time
                + "] \"GET /v1/" + plants.token("path of a posted line") + "?key="
                + plants.password("query of a posted line") + " HTTP/1.1\" 200 5 \"https://r.example/?k="
                + plants.password("referrer of a posted line") + "\" \"" + plants.key("agent of a posted line") + "\"";
        String bad = "10.0.0.1 - careless [never] \"GET /?apikey=" + plants.password("query of a refused posted line")
                + " HTTP/1.1\" 200 5 \"-\" \"Authorization: Bearer " + plants.password("agent of a refused posted line")
                + "\"";
        posted(server, "posted", "text/plain", good + "\n" + bad);
        String wrongStatus = "\"token=" + plants.password("status of a shipped record") + "\"";
        posted(
                server,
                "shipped",
                "application/x-ndjson",
                shipped("a shipped record", "200") + "\n" + shipped("a refused shipped record", wrongStatus));
    }

    private String shipped(String where, String status) {
        return "{\"logger\":\"http.log.access\",\"ts\":" + now.getEpochSecond() + ",\"status\":" + status
                + ",\"request\":{\"method\":\"GET\",\"uri\":\"https://u:"
                + plants.password("user part of the uri of " + where)
                + "@h.example/v1/" + plants.email("uri of " + where) + "?secret=" + plants.password("query of " + where)
                + "\",\"headers\":{\"X-Customer-Id\":[\"careless\"],\"Authorization\":[\"Bearer "
                + plants.password("authorization of " + where) + "\"],\"Cookie\":[\"session="
                + plants.password("cookie of " + where) + "\"],\"X-Api-Key\":[\"" + plants.key("key of " + where)
                + "\"]},\"stack\":\"java.sql.SQLException: jdbc:postgresql://app:"
                + plants.password("user part of a database's address in " + where) + "@db/x?password="
                + plants.password("password of a database's address in " + where) + "\\n\\tat a.B.c\"}}";
    }

    private void posted(TestServer server, String source, String type, String body) {
        Answer answer = server.send(server.request("/v1/access-logs/" + source)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.body()).startsWith("{\"accepted\":1,\"rejected\":1,");
        Answer refused = server.send(server.request("/v1/access-logs/" + source)
                .header("Content-Type", "text/x; api_key=" + plants.password("content type for " + source))
                .POST(BodyPublishers.ofString(body)));
        assertThat(refused.status()).isEqualTo(415);
    }

    private String basic(String userAndPassword) {
        return Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private void segment(TestServer server) {
        String batch = """
                {"sentAt":"%s","batch":[
                {"type":"identify","userId":"u1","messageId":"m1","context":{"groupId":"careless"},"traits":{"password":"%s"}},
                {"type":"group","userId":"u1","messageId":"m2","groupId":"careless","traits":{"api_key":"%s","plan":"pro"}},
                {"type":"track","userId":"u1","messageId":"m3","context":{"groupId":"careless"},"event":"API Call","properties":
                {"method":"GET","url":"https://a:%s@h.example/v1?token=%s","status":200,"api_key_id":"%s"}},
                {"type":"track","userId":"u1","messageId":"m4","event":"Reset token=%s"},
                {"type":"sent","userId":"u1","messageId":"m5","traits":{"token":"%s"}}]}""".formatted(
                        now,
                        plants.password("password among traits"),
                        plants.password("key among traits of a group"),
                        plants.password("user part of a call of Segment"),
                        plants.password("query of a call of Segment"),
                        plants.key("key of a call of Segment"),
                        plants.password("name of an event of Segment"),
                        plants.password("refused message of Segment"));
        taken(server.post("/v1/batch", batch));
    }

    private void stripe(TestServer server) throws GeneralSecurityException {
        stripe(server, stripeSecret, "charge.failed", """
                {"id":"ch_1","customer":"cus_nobody","amount":900,"currency":"eur","failure_code":"card_declined","failure_message":
                "card %s was refused","description":"token=%s","receipt_email":"%s"}""".formatted(
                        plants.card("failure of a charge"),
                        plants.password("description of a charge"),
                        plants.email("receipt")));
        stripe(server, stripeSecret, "customer.updated", """
                {"id":"careless","name":"Careless","metadata":{"api_key":"%s"},"description":"password %s"}""".formatted(
                        plants.key("metadata of Stripe"), plants.password("description of a customer of Stripe")));
        assertThat(stripe(
                                server,
                                "whsec_wrong",
                                "customer.updated",
                                "{\"id\":\"" + plants.key("forged webhook") + "\"}")
                        .status())
                .isEqualTo(401);
    }

    private Answer stripe(TestServer server, String secret, String type, String object)
            throws GeneralSecurityException {
        String body = "{\"id\":\"evt_%s\",\"object\":\"event\",\"type\":\"%s\",\"created\":%d,\"data\":{\"object\":%s}}"
                .formatted(type, type, now.getEpochSecond(), object);
        long time = Instant.now().getEpochSecond();
        String signature = "t=" + time + ",v1=" + Webhook.Util.computeHmacSha256(secret, time + "." + body);
        return webhook(server, "stripe", body, "Stripe-Signature", signature);
    }

    private static Answer webhook(TestServer server, String name, String body, String... headers) {
        return server.send(server.request("/webhooks/" + name)
                .headers(headers)
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(body)));
    }

    private void chargebee(TestServer server) {
        String body = """
                {"id":"ev_1","occurred_at":%d,"event_type":"payment_failed","content":{"customer":{"id":"careless","company":"Careless"},
                "transaction":{"amount":100,"currency_code":"EUR","customer_id":"careless","error_code":"token=%s","error_text":"%s"},
                "invoice":{"customer_id":"careless","amount_due":100},"card":{"number":"%s"}}}""".formatted(
                        now.getEpochSecond(),
                        plants.password("error code of Chargebee"),
                        plants.card("error text of Chargebee"),
                        plants.card("card of Chargebee"));
        String basic = basic("hook:" + chargebeePassword);
        var request = server.request("/webhooks/chargebee").setHeader("Authorization", "Basic " + basic);
        taken(server.send(request.header("Content-Type", JSON).POST(BodyPublishers.ofString(body))));
    }

    private void sentry(TestServer server) {
        String body = """
                {"action":"created","data":{"error":{"event_id":"e1","datetime":"%s","level":"error","title":"%s",
                "web_url":"https://sentry.example/e/?token=%s","culprit":"%s","tags":[["customer_id","careless"]],
                "request":{"headers":[["Authorization","Bearer %s"]]}}}}""".formatted(
                        now,
                        title("title of Sentry"),
                        plants.password("url of Sentry"),
                        plants.key("culprit of Sentry"),
                        plants.password("header of Sentry"));
        String signature = HexFormat.of().formatHex(Hmac.sha256(sentrySecret, body.getBytes(StandardCharsets.UTF_8)));
        taken(webhook(server, "sentry", body, "Sentry-Hook-Resource", "error", "Sentry-Hook-Signature", signature));
    }

    /** Those whom no door lets in leave nothing either. */
    private void strangers(TestServer server) {
        String wrong = plants.password("token of nobody");
        var request = server.request("/v1/events?api_key=" + plants.password("query of a door"));
        assertThat(server.send(request.setHeader("Authorization", "Bearer " + wrong)
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(401);
        assertThat(server.get("/api/v1/customers?token=" + plants.password("query of a list"))
                        .status())
                .isEqualTo(400);
        String body = "{\"writeKey\":\"" + plants.password("write key of nobody") + "\",\"batch\":[]}";
        assertThat(server.send(server.request("/v1/batch")
                                .setHeader("Authorization", "")
                                .header("Content-Type", JSON)
                                .POST(BodyPublishers.ofString(body)))
                        .status())
                .isEqualTo(401);
    }
}
