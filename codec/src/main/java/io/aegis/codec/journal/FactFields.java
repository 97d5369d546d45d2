package io.aegis.codec.journal;

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
import io.aegis.engine.event.SubscriptionStatus;
import io.aegis.engine.event.Tier;
import io.aegis.engine.event.Track;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kinds of facts and the order of their fields. Enumerations are written by their word. */
final class FactFields {

    private FactFields() {}

    static void write(RecordOutput out, Fact fact) {
        switch (fact) {
            case ApiCall call -> {
                out.octet(1);
                out.text(call.method());
                out.text(call.route());
                out.unsigned(call.status());
                out.signed(call.latencyMillis());
                out.flag(call.test());
                out.text(call.key());
                out.text(call.errorCode());
            }
            case ApiCalls calls -> {
                out.octet(2);
                out.unsigned(calls.count());
                out.unsigned(calls.clientErrors());
                out.unsigned(calls.authErrors());
                out.unsigned(calls.throttled());
                out.unsigned(calls.serverErrors());
                out.signed(calls.untilMillis());
                out.text(calls.route());
            }
            case CustomerUpdate update -> writeUpdate(out, update);
            case CustomerRemoved ignored -> out.octet(4);
            case ApiKey key -> {
                out.octet(5);
                out.text(key.key());
                out.flag(key.test());
                out.flag(key.revoked());
            }
            case Subscription subscription -> writeSubscription(out, subscription);
            case Payment payment -> {
                out.octet(7);
                out.flag(payment.succeeded());
                out.number(payment.amount());
                out.text(payment.currency());
                out.text(payment.reason());
                out.signed(payment.attempt());
            }
            case ErrorReport report -> {
                out.octet(8);
                out.text(report.level());
                out.unsigned(report.count());
            }
            case Login ignored -> out.octet(9);
            case Track track -> {
                out.octet(10);
                out.text(track.name());
            }
            case ReportedSignal signal -> writeSignal(out, signal);
        }
    }

    static Fact read(RecordInput in) {
        int kind = in.octet();
        return switch (kind) {
            case 1 ->
                new ApiCall(
                        in.requiredText(),
                        in.requiredText(),
                        in.count(),
                        (int) in.signed(),
                        in.flag(),
                        in.text(),
                        in.text());
            case 2 ->
                new ApiCalls(
                        in.unsigned(),
                        in.unsigned(),
                        in.unsigned(),
                        in.unsigned(),
                        in.unsigned(),
                        in.signed(),
                        in.text());
            case 3 -> readUpdate(in);
            case 4 -> new CustomerRemoved();
            case 5 -> new ApiKey(in.text(), in.flag(), in.flag());
            case 6 -> readSubscription(in);
            case 7 -> new Payment(in.flag(), in.number(), in.text(), in.text(), (int) in.signed());
            case 8 -> new ErrorReport(in.requiredText(), in.unsigned());
            case 9 -> new Login();
            case 10 -> new Track(in.requiredText());
            case 11 -> readSignal(in);
            default ->
                throw new CorruptJournalException("a fact is of a kind (" + kind + ") that this build does not know");
        };
    }

    private static void writeUpdate(RecordOutput out, CustomerUpdate update) {
        out.octet(3);
        out.unsigned(update.present());
        out.text(update.tier() == null ? null : update.tier().id());
        out.text(update.stage() == null ? null : update.stage().id());
        out.signed(update.createdAtMillis());
        out.unsigned(update.tags().size());
        update.tags().forEach(out::text);
        out.flag(update.doNotContact());
    }

    private static CustomerUpdate readUpdate(RecordInput in) {
        int present = in.count();
        Tier tier = tier(in.text());
        Stage stage = stage(in.text());
        long createdAt = in.signed();
        int count = in.count();
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tags.add(in.requiredText());
        }
        return new CustomerUpdate(present, tier, stage, createdAt, tags, in.flag());
    }

    private static void writeSubscription(RecordOutput out, Subscription subscription) {
        out.octet(6);
        out.text(subscription.tier() == null ? null : subscription.tier().id());
        out.text(subscription.status().id());
        out.number(subscription.mrr());
        out.text(subscription.currency());
        out.signed(subscription.trialEndMillis());
        out.signed(subscription.quotaCalls());
        out.signed(subscription.renewsAtMillis());
    }

    private static Subscription readSubscription(RecordInput in) {
        return new Subscription(
                tier(in.text()),
                status(in.requiredText()),
                in.number(),
                in.text(),
                in.signed(),
                in.signed(),
                in.signed());
    }

    private static void writeSignal(RecordOutput out, ReportedSignal signal) {
        out.octet(11);
        out.text(signal.name());
        switch (signal.value()) {
            case Boolean flag -> {
                out.octet(1);
                out.flag(flag);
            }
            case Number number -> {
                out.octet(2);
                out.number(number.doubleValue());
            }
            default -> {
                out.octet(3);
                out.text(signal.value().toString());
            }
        }
        out.signed(signal.untilMillis());
    }

    private static ReportedSignal readSignal(RecordInput in) {
        String name = in.requiredText();
        int kind = in.octet();
        Object value =
                switch (kind) {
                    case 1 -> in.flag();
                    case 2 -> in.number();
                    default -> in.requiredText();
                };
        return new ReportedSignal(name, value, in.signed());
    }

    private static @Nullable Tier tier(@Nullable String id) {
        if (id == null) {
            return null;
        }
        for (Tier tier : Tier.values()) {
            if (tier.id().equals(id)) {
                return tier;
            }
        }
        throw unknown("tier", id);
    }

    private static @Nullable Stage stage(@Nullable String id) {
        if (id == null) {
            return null;
        }
        for (Stage stage : Stage.values()) {
            if (stage.id().equals(id)) {
                return stage;
            }
        }
        throw unknown("stage", id);
    }

    private static SubscriptionStatus status(String id) {
        for (SubscriptionStatus status : SubscriptionStatus.values()) {
            if (status.id().equals(id)) {
                return status;
            }
        }
        throw unknown("subscription status", id);
    }

    private static CorruptJournalException unknown(String what, String id) {
        return new CorruptJournalException("a " + what + " (" + id + ") is not one that this build knows");
    }
}
