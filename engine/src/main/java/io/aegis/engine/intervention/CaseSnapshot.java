package io.aegis.engine.intervention;

import io.aegis.engine.fleet.Incident;
import io.aegis.engine.rule.Priority;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The bytes of a case and of the intervention in it. */
final class CaseSnapshot {

    private CaseSnapshot() {}

    static void write(Case of, SnapshotWriter out) {
        out.text(of.rule);
        out.number(of.whenSince);
        out.number(of.clearSince);
        out.number(of.unknownSince);
        out.number(of.openSince);
        out.number(of.quietUntil);
        out.flag(of.mustCease);
        out.number(of.windowFrom);
        kinds(of.kinds, out);
        out.number(of.awaited.size());
        of.awaited.forEach(one -> awaited(one, out));
        Intervention current = of.current;
        out.flag(current != null);
        if (current != null) {
            write(current, out);
        }
    }

    static Case read(SnapshotReader in, int customer, Lifecycle.Written written) {
        Case read = new Case(in.textOrEmpty());
        read.whenSince = in.number();
        read.clearSince = in.number();
        read.unknownSince = in.number();
        read.openSince = in.number();
        read.quietUntil = in.number();
        read.mustCease = in.flag();
        read.windowFrom = in.number();
        read.kinds = kinds(in, written);
        int waiting = in.integer();
        List<TimelineEntry> together = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            if (written != Lifecycle.Written.TOGETHER) {
                read.awaited.add(awaited(in, customer, read.rule, written));
            } else {
                together.add(entry(in));
            }
        }
        if (in.flag()) {
            Intervention current = intervention(in, customer, read.rule);
            read.current = current;
            if (!together.isEmpty()) {
                Awaited one = new Awaited(current.openedAtMillis(), read.kinds, read.windowFrom);
                together.forEach(entry -> one.changes.add(new Awaited.Change(current, entry)));
                read.awaited.add(one);
            }
        }
        return read;
    }

    private static void awaited(Awaited one, SnapshotWriter out) {
        out.number(one.openedAt);
        kinds(one.kinds, out);
        out.number(one.windowFrom);
        out.number(one.changes.size());
        for (Awaited.Change change : one.changes) {
            write(change.now(), out);
            entry(change.entry(), out);
        }
    }

    private static Awaited awaited(SnapshotReader in, int customer, String rule, Lifecycle.Written written) {
        Awaited one = new Awaited(in.number(), kinds(in, written), in.number());
        for (int i = in.integer(); i > 0; i--) {
            one.changes.add(new Awaited.Change(intervention(in, customer, rule), entry(in)));
        }
        return one;
    }

    private static void kinds(Set<Incident.Kind> kinds, SnapshotWriter out) {
        out.number(kinds.stream().mapToInt(kind -> 1 << kind.ordinal()).sum());
    }

    /** Before kinds were told apart it was 5xx answers, wherever anything may have explained it. */
    private static Set<Incident.Kind> kinds(SnapshotReader in, Lifecycle.Written written) {
        int bits = written == Lifecycle.Written.BY_KIND ? in.integer() : 1 << Incident.Kind.SERVER.ordinal();
        Set<Incident.Kind> kinds = EnumSet.allOf(Incident.Kind.class);
        kinds.removeIf(kind -> (bits & 1 << kind.ordinal()) == 0);
        return kinds;
    }

    private static void entry(TimelineEntry entry, SnapshotWriter out) {
        out.number(entry.atMillis());
        out.text(entry.kind());
        out.text(entry.reason());
        out.text(entry.actor());
        out.text(entry.text());
    }

    private static TimelineEntry entry(SnapshotReader in) {
        return new TimelineEntry(in.number(), in.textOrEmpty(), in.textOrEmpty(), in.textOrEmpty(), in.textOrEmpty());
    }

    private static void write(Intervention i, SnapshotWriter out) {
        out.text(i.id());
        out.text(i.title());
        out.number(i.priority().ordinal());
        out.number(i.status().ordinal());
        out.number(i.openedAtMillis());
        out.number(i.clearedAtMillis());
        out.number(i.reopenings());
        out.text(i.reason());
        out.text(i.endReason());
        out.text(i.diagnosis());
        out.text(i.recommendedAction());
        out.text(i.heldBy());
        out.text(i.assignee());
        out.number(i.acknowledgedAtMillis());
        out.number(i.snoozedUntilMillis());
        out.flag(i.shadow());
        write(i.opening(), out);
        write(i.latest(), out);
    }

    private static Intervention intervention(SnapshotReader in, int customer, String rule) {
        return new Intervention(
                in.textOrEmpty(),
                customer,
                rule,
                in.textOrEmpty(),
                Priority.values()[in.integer()],
                Status.values()[in.integer()],
                in.number(),
                in.number(),
                in.integer(),
                in.textOrEmpty(),
                in.text(),
                in.textOrEmpty(),
                in.textOrEmpty(),
                in.text(),
                in.text(),
                in.number(),
                in.number(),
                in.flag(),
                evidence(in),
                evidence(in));
    }

    private static void write(Evidence e, SnapshotWriter out) {
        out.number(e.atMillis());
        out.number(e.signals().size());
        for (Evidence.SignalValue signal : e.signals()) {
            out.text(signal.name());
            out.flag(signal.known());
            value(signal.value(), out);
        }
        out.number(e.windowFromMillis());
        out.number(e.failing().size());
        for (Evidence.Failing failing : e.failing()) {
            out.text(failing.method());
            out.text(failing.route());
            out.number(failing.status());
            out.number(failing.count());
        }
        out.number(e.series().fromMillis());
        out.number(e.series().stepMillis());
        longs(e.series().calls(), out);
        longs(e.series().errors(), out);
    }

    private static Evidence evidence(SnapshotReader in) {
        long at = in.number();
        List<Evidence.SignalValue> signals = new ArrayList<>();
        for (int i = in.integer(); i > 0; i--) {
            signals.add(new Evidence.SignalValue(in.textOrEmpty(), in.flag(), value(in)));
        }
        long from = in.number();
        List<Evidence.Failing> failing = new ArrayList<>();
        for (int i = in.integer(); i > 0; i--) {
            failing.add(new Evidence.Failing(in.textOrEmpty(), in.textOrEmpty(), in.integer(), in.number()));
        }
        return new Evidence(
                at, signals, from, failing, new Evidence.Series(in.number(), in.number(), longs(in), longs(in)));
    }

    private static void value(Object value, SnapshotWriter out) {
        switch (value) {
            case Long number -> {
                out.number(0);
                out.number(number);
            }
            case Double number -> {
                out.number(1);
                out.decimal(number);
            }
            case Boolean flag -> {
                out.number(2);
                out.flag(flag);
            }
            case List<?> list -> {
                out.number(3);
                out.number(list.size());
                list.forEach(item -> out.text(String.valueOf(item)));
            }
            default -> {
                out.number(4);
                out.text(value.toString());
            }
        }
    }

    private static Object value(SnapshotReader in) {
        return switch (in.integer()) {
            case 0 -> in.number();
            case 1 -> in.decimal();
            case 2 -> in.flag();
            case 3 -> texts(in);
            default -> in.textOrEmpty();
        };
    }

    private static List<String> texts(SnapshotReader in) {
        List<String> list = new ArrayList<>();
        for (int i = in.integer(); i > 0; i--) {
            list.add(in.textOrEmpty());
        }
        return List.copyOf(list);
    }

    private static void longs(List<Long> values, SnapshotWriter out) {
        out.number(values.size());
        values.forEach(out::number);
    }

    private static List<Long> longs(SnapshotReader in) {
        List<Long> values = new ArrayList<>();
        for (int i = in.integer(); i > 0; i--) {
            values.add(in.number());
        }
        return values;
    }
}
