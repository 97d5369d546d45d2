package io.aegis.codec.event;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.ApiKey;
import io.aegis.engine.event.CustomerRemoved;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.engine.event.ErrorReport;
import io.aegis.engine.event.Fact;
import io.aegis.engine.event.Login;
import io.aegis.engine.event.Payment;
import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.event.Stage;
import io.aegis.engine.event.Subscription;
import io.aegis.engine.event.Tier;
import io.aegis.engine.event.Track;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as newline-delimited JSON in one canonical form: {@code type}, {@code customer}, {@code at}, {@code id},
 * then the fields in the order of the public schema; what was not said is left out; times in UTC with three digits of
 * fraction. The same event is the same bytes on any day and machine. Not safe for several threads.
 */
public final class EventWriter {

    private final JsonBytes out = new JsonBytes();

    /** Adds one line with its end. */
    public EventWriter add(PublicEvent event) {
        out.raw("{\"type\":\"").raw(type(event.fact())).raw("\",\"customer\":").text(event.customer());
        out.raw(",\"at\":").instant(event.atMillis());
        if (event.id() != null) {
            out.name("id").text(event.id());
        }
        fact(event.fact());
        if (event.profile() != null) {
            profile(event.profile());
        }
        out.raw("}\n");
        return this;
    }

    /** Adds one line with its end. */
    public EventWriter add(PublicTick tick) {
        out.raw("{\"type\":\"tick\",\"at\":").instant(tick.atMillis()).raw("}\n");
        return this;
    }

    /** Bytes added since the last {@link #clear}. */
    public int size() {
        return out.size();
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    /** Forgets what was added; keeps the memory. */
    public void clear() {
        out.clear();
    }

    /** Writes what was added and forgets it. */
    public void drainTo(OutputStream sink) throws IOException {
        out.writeTo(sink);
        out.clear();
    }

    private static String type(Fact fact) {
        return switch (fact) {
            case ApiCall call -> "api_call";
            case ApiCalls calls -> "api_calls";
            case CustomerUpdate update -> "customer";
            case CustomerRemoved removed -> "customer_removed";
            case ApiKey key -> "api_key";
            case Subscription subscription -> "subscription";
            case Payment payment -> "payment";
            case ErrorReport error -> "error";
            case Login login -> "login";
            case Track track -> "track";
            case ReportedSignal signal -> "signal";
        };
    }

    private void fact(Fact fact) {
        switch (fact) {
            case ApiCall call -> call(call);
            case ApiCalls calls -> calls(calls);
            case CustomerUpdate update -> update(update);
            case CustomerRemoved removed -> {}
            case ApiKey key -> key(key);
            case Subscription subscription -> subscription(subscription);
            case Payment payment -> payment(payment);
            case ErrorReport error -> error(error);
            case Login login -> {}
            case Track track -> out.name("name").text(track.name());
            case ReportedSignal signal -> signal(signal);
        }
    }

    private void call(ApiCall call) {
        out.name("method").text(call.method()).name("route").text(call.route());
        out.name("status").number(call.status());
        count("latency_ms", call.latencyMillis());
        textIfSaid("key", call.key());
        if (call.test()) {
            out.raw(",\"environment\":\"test\"");
        }
        textIfSaid("error_code", call.errorCode());
    }

    private void calls(ApiCalls calls) {
        out.name("count").number(calls.count());
        above0("client_errors", calls.clientErrors());
        above0("auth_errors", calls.authErrors());
        above0("throttled", calls.throttled());
        above0("server_errors", calls.serverErrors());
        instantIfSaid("until", calls.untilMillis());
        textIfSaid("route", calls.route());
    }

    private void update(CustomerUpdate update) {
        if (update.has(CustomerUpdate.TIER)) {
            Tier tier = update.tier();
            textOrNull("tier", tier == null ? null : tier.id());
        }
        if (update.has(CustomerUpdate.STAGE)) {
            Stage stage = update.stage();
            textOrNull("stage", stage == null ? null : stage.id());
        }
        if (update.has(CustomerUpdate.CREATED_AT)) {
            out.name("created_at");
            if (update.createdAtMillis() == Fact.UNKNOWN) {
                out.raw("null");
            } else {
                out.instant(update.createdAtMillis());
            }
        }
        if (update.has(CustomerUpdate.TAGS)) {
            out.name("tags").raw(JsonTree.text(update.tags()));
        }
        if (update.has(CustomerUpdate.DO_NOT_CONTACT)) {
            out.name("do_not_contact").raw(update.doNotContact() ? "true" : "false");
        }
    }

    private void key(ApiKey key) {
        textIfSaid("key", key.key());
        if (key.test()) {
            out.raw(",\"environment\":\"test\"");
        }
        out.name("action").text(key.revoked() ? "revoked" : "issued");
    }

    private void subscription(Subscription subscription) {
        Tier tier = subscription.tier();
        textIfSaid("tier", tier == null ? null : tier.id());
        out.name("status").text(subscription.status().id());
        amount("mrr", subscription.mrr());
        textIfSaid("currency", subscription.currency());
        instantIfSaid("trial_end", subscription.trialEndMillis());
        count("quota_calls", subscription.quotaCalls());
        instantIfSaid("renews_at", subscription.renewsAtMillis());
    }

    private void payment(Payment payment) {
        out.name("outcome").text(payment.succeeded() ? "succeeded" : "failed");
        amount("amount", payment.amount());
        textIfSaid("currency", payment.currency());
        textIfSaid("reason", payment.reason());
        count("attempt", payment.attempt());
    }

    private void error(ErrorReport error) {
        out.name("level").text(error.level());
        if (error.count() != 1) {
            out.name("count").number(error.count());
        }
    }

    private void signal(ReportedSignal signal) {
        out.name("name").text(signal.name()).name("value");
        switch (signal.value()) {
            case String text -> out.text(text);
            case Double number -> out.raw(JsonBytes.shortest(number));
            default -> out.raw(signal.value().toString());
        }
        instantIfSaid("until", signal.untilMillis());
    }

    private void profile(Profile profile) {
        for (Map.Entry<String, String> field : profile.fields().entrySet()) {
            out.name(field.getKey()).raw(field.getValue());
        }
        Map<String, String> ids = profile.externalIds();
        if (ids != null && !profile.fields().containsKey("external_ids")) {
            out.name("external_ids").raw("{");
            String separator = "";
            for (Map.Entry<String, String> id : ids.entrySet()) {
                out.raw(separator).text(id.getKey()).raw(":");
                if (id.getValue().isEmpty()) {
                    out.raw("null");
                } else {
                    out.text(id.getValue());
                }
                separator = ",";
            }
            out.raw("}");
        }
        if (profile.keys() != null && !profile.fields().containsKey("keys")) {
            out.name("keys").raw(JsonTree.text(profile.keys()));
        }
    }

    private void textIfSaid(String name, @Nullable String text) {
        if (text != null) {
            out.name(name).text(text);
        }
    }

    private void textOrNull(String name, @Nullable String text) {
        out.name(name).raw(text == null ? "null" : "");
        if (text != null) {
            out.text(text);
        }
    }

    private void instantIfSaid(String name, long millis) {
        if (millis != Fact.UNKNOWN) {
            out.name(name).instant(millis);
        }
    }

    private void count(String name, long value) {
        if (value != Fact.UNKNOWN) {
            out.name(name).number(value);
        }
    }

    private void above0(String name, long value) {
        if (value > 0) {
            out.name(name).number(value);
        }
    }

    private void amount(String name, double value) {
        if (!Double.isNaN(value)) {
            out.name(name).raw(JsonBytes.shortest(value));
        }
    }
}
