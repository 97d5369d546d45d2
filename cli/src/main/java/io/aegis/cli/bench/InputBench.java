package io.aegis.cli.bench;

import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.rule.RuleSet;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A file of events through the engine: decoded beforehand, then from its bytes. */
final class InputBench {

    private static final int MINUTE_MILLIS = 60_000;
    private static final int GZIP_MAGIC = 0x1f;
    private static final long BYTES_MAX = 2_000_000_000L;

    private final BenchOptions options;
    private final Path file;
    private final RuleSet rules;

    InputBench(BenchOptions options, Path file, RuleSet rules) {
        this.options = options;
        this.file = file;
        this.rules = rules;
    }

    void run() {
        byte[] bytes = read();
        List<Entry> entries = new ArrayList<>();
        long rejected = decode(bytes, entries);
        long events = entries.stream().filter(Entry.Event.class::isInstance).count();
        Result decoded = result("engine-input", events, rejected);
        Result fromBytes = result("engine-input-from-bytes", events, rejected);
        for (int run = 0; run <= options.runs(); run++) {
            Meter meter = new Meter();
            OpeningCollector collector = apply(entries);
            double seconds = meter.seconds();
            double cpuSeconds = meter.cpuSeconds();
            Meter bytesMeter = new Meter();
            List<Entry> again = new ArrayList<>();
            decode(bytes, again);
            apply(again);
            if (run > 0) {
                decoded.add("events_per_second", "M/s", events / seconds / 1e6)
                        .add("cpu_per_event", "us", cpuSeconds / events * 1e6);
                fromBytes
                        .add("events_per_second", "M/s", events / bytesMeter.seconds() / 1e6)
                        .add("cpu_per_event", "us", bytesMeter.cpuSeconds() / events * 1e6);
            }
            if (run == 1) {
                collector.openedByRule().forEach((rule, opened) -> decoded.add("opened_" + rule, "openings", opened));
            }
        }
        options.results().write(decoded);
        options.results().write(fromBytes);
    }

    private Result result(String benchmark, long events, long rejected) {
        return new Result(benchmark)
                .with("file", file.getFileName().toString())
                .with("events", events)
                .with("rejected", rejected)
                .with("rules", rules.rules().size());
    }

    private OpeningCollector apply(List<Entry> entries) {
        OpeningCollector collector = new OpeningCollector("");
        Engine engine = new Engine(rules, collector);
        entries.forEach(engine::apply);
        return collector;
    }

    private byte[] read() {
        try (InputStream in = opened()) {
            byte[] bytes = in.readNBytes((int) BYTES_MAX);
            if (bytes.length == BYTES_MAX) {
                throw new WrongInput("--input (" + file + ") is larger than 2 GB: give a part of it");
            }
            return bytes;
        } catch (IOException fault) {
            throw new WrongInput("--input (" + file + ") cannot be read: " + fault.getMessage(), fault);
        }
    }

    private InputStream opened() throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(1);
        int first = in.read();
        in.reset();
        return first == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
    }

    /** Fills in events, with a tick each minute of their time; how many lines were rejected. */
    private static long decode(byte[] bytes, List<Entry> entries) {
        Map<String, Integer> numbers = new HashMap<>();
        long[] tickMillis = {Long.MIN_VALUE};
        long[] rejected = {0};
        try {
            new EventReader(new Masking(new byte[32])).readLines(new ByteArrayInputStream(bytes), line -> {
                if (!(line instanceof PublicEvent event)) {
                    rejected[0]++;
                    return;
                }
                long minute = event.atMillis() / MINUTE_MILLIS * MINUTE_MILLIS;
                if (minute > tickMillis[0]) {
                    tickMillis[0] = minute;
                    entries.add(new Entry.Tick(minute));
                }
                int customer = numbers.computeIfAbsent(event.customer(), unseen -> numbers.size());
                entries.add(new Entry.Event(customer, 0, event.atMillis(), event.fact()));
            });
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return rejected[0];
    }
}
