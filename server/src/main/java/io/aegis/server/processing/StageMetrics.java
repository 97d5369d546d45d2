package io.aegis.server.processing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What each stage counts: journalling, applying, projecting, cutting. */
final class StageMetrics {

    private final MeterRegistry registry;
    private final Counter events;
    private final Timer journal;
    private final Timer apply;
    private final Timer project;
    private final Timer told;
    private final Timer count;
    private final Timer cutStall;
    private final Timer cutWrite;
    private final Counter overloads;
    private final Counter decisions;

    StageMetrics(MeterRegistry registry) {
        this.registry = registry;
        events = registry.counter("aegis.events.accepted");
        journal = registry.timer("aegis.journal.group");
        apply = registry.timer("aegis.apply.batch");
        project = registry.timer("aegis.project.batch");
        told = Timer.builder("aegis.decision.told")
                .publishPercentiles(0.5, 0.9, 0.99)
                .register(registry);
        count = registry.timer("aegis.count.batch");
        cutStall = registry.timer("aegis.cut.stall");
        cutWrite = registry.timer("aegis.cut.write");
        overloads = registry.counter("aegis.submissions.overloaded");
        decisions = registry.counter("aegis.decisions");
    }

    void gauge(String name, Supplier<Number> value) {
        registry.gauge(name, this, self -> value.get().doubleValue());
    }

    void journalled(int count, long nanos) {
        events.increment(count);
        journal.record(nanos, TimeUnit.NANOSECONDS);
    }

    void applied(long nanos) {
        apply.record(nanos, TimeUnit.NANOSECONDS);
    }

    void projected(int decided, long nanos) {
        decisions.increment(decided);
        project.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** From the engine's decision to its telling on the stream. */
    void told(long nanos) {
        told.record(nanos, TimeUnit.NANOSECONDS);
    }

    void counted(long nanos) {
        count.record(nanos, TimeUnit.NANOSECONDS);
    }

    void cutStalled(long nanos) {
        cutStall.record(nanos, TimeUnit.NANOSECONDS);
    }

    void cutWritten(long nanos) {
        cutWrite.record(nanos, TimeUnit.NANOSECONDS);
    }

    void overloaded() {
        overloads.increment();
    }
}
