package io.aegis.cli.bench;

import io.aegis.cli.terminal.WrongInput;
import io.aegis.engine.rule.RuleSet;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A file of events through the engine: decoded beforehand, then from its bytes. */
final class InputBench {

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
        DecodedFile decoded = DecodedFile.of(bytes);
        BytesContender fromBytes = new BytesContender(rules);
        Result ofDecoded = result("engine-input", decoded);
        Result ofBytes = result("engine-input-from-bytes", decoded);
        for (int run = 0; run <= options.runs(); run++) {
            Meter meter = new Meter();
            OpeningCollector collector = decoded.apply(rules);
            double seconds = meter.seconds();
            double cpuSeconds = meter.cpuSeconds();
            Meter bytesMeter = new Meter();
            fromBytes.run(List.of(bytes));
            if (run > 0) {
                ofDecoded
                        .add("events_per_second", "M/s", decoded.size() / seconds / 1e6)
                        .add("cpu_per_event", "us", cpuSeconds / decoded.size() * 1e6);
                ofBytes.add("events_per_second", "M/s", decoded.size() / bytesMeter.seconds() / 1e6)
                        .add("cpu_per_event", "us", bytesMeter.cpuSeconds() / decoded.size() * 1e6);
            }
            if (run == 1) {
                collector.openedByRule().forEach((rule, opened) -> ofDecoded.add("opened_" + rule, "openings", opened));
            }
        }
        options.results().write(ofDecoded);
        options.results().write(ofBytes);
    }

    private Result result(String benchmark, DecodedFile decoded) {
        return new Result(benchmark)
                .with("file", file.getFileName().toString())
                .with("events", decoded.size())
                .with("rejected", decoded.rejected())
                .with("rules", rules.rules().size());
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
}
