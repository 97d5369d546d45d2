package io.aegis.engine.signal;

import io.aegis.engine.event.ReportedSignal;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Signals worked out elsewhere, each until its end; at most {@value #NAMES_MAX} names. */
final class Reports {

    static final int NAMES_MAX = 32;

    private final TreeMap<String, ReportedSignal> byName = new TreeMap<>();

    void put(ReportedSignal report) {
        if (byName.size() < NAMES_MAX || byName.containsKey(report.name())) {
            byName.put(report.name(), report);
        }
    }

    @Nullable
    Object value(String name, long nowMillis) {
        ReportedSignal report = byName.get(name);
        return report == null || report.untilMillis() <= nowMillis ? null : report.value();
    }

    /** When the next one ends; {@link Long#MAX_VALUE} if none will. */
    long nextEnd(long nowMillis) {
        long next = Long.MAX_VALUE;
        for (ReportedSignal report : byName.values()) {
            if (report.untilMillis() > nowMillis) {
                next = Math.min(next, report.untilMillis());
            }
        }
        return next;
    }

    Map<String, ReportedSignal> all() {
        return byName;
    }

    void write(SnapshotWriter out) {
        out.number(byName.size());
        for (ReportedSignal report : byName.values()) {
            out.text(report.name());
            out.number(report.untilMillis());
            switch (report.value()) {
                case Double number -> {
                    out.number(0);
                    out.decimal(number);
                }
                case Boolean flag -> {
                    out.number(1);
                    out.flag(flag);
                }
                case Object other -> {
                    out.number(2);
                    out.text(other.toString());
                }
            }
        }
    }

    void read(SnapshotReader in) {
        int count = in.integer();
        for (int i = 0; i < count; i++) {
            String name = in.textOrEmpty();
            long until = in.number();
            int kind = in.integer();
            Object value = kind == 0 ? (Object) in.decimal() : kind == 1 ? (Object) in.flag() : in.textOrEmpty();
            byName.put(name, new ReportedSignal(name, value, until));
        }
    }
}
