package io.aegis.cli.sources;

import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventWriter;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.event.RejectedLine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aegis sources test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Shows what each record of a file would become: an event, nothing, or why it is refused.",
        footer = {"", "Events are printed in the public schema, one a line; what is no event goes to stderr."})
final class SourcesTestCommand implements Callable<Integer> {

    private static final int FILE_BYTES_MAX = 64 * 1024 * 1024;

    private static final Path STANDARD_INPUT = Path.of("-");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--type",
            paramLabel = "T",
            required = true,
            description =
                    "An access log (combined, nginx-timed, nginx-json, haproxy, caddy, traefik, envoy, istio, kong,"
                            + " aws-elb, w3c, logfmt, gin, squid, json-lines),"
                            + " events, cloudevents, otlp-traces, otlp-logs, segment, stripe, chargebee,"
                            + " sentry-event_alert, sentry-error, sentry-issue; or a source's name in --config.")
    private String type = "";

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration whose mappings and plans are used.")
    private @Nullable Path config;

    @Option(names = "--customer-field", paramLabel = "F", description = "Field that holds the customer.")
    private @Nullable String customerField;

    @Option(
            names = "--layout",
            paramLabel = "TEXT",
            description = "The log's layout as in the server's configuration: nginx log_format, Apache LogFormat or"
                    + " Envoy format.")
    private @Nullable String layout;

    @Parameters(
            paramLabel = "FILE",
            description = "A file of such records; may be gzip-compressed. - is standard input.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        CommandSpec known = Objects.requireNonNull(spec);
        PrintWriter out = known.commandLine().getOut();
        PrintWriter err = known.commandLine().getErr();
        Records records = records();
        Tally tally = new Tally(out, err);
        try {
            records.read(bytes(), tally::show);
        } catch (BrokenBodyException broken) {
            throw new WrongInput(
                    file + " is not of this type: "
                            + String.valueOf(broken.getMessage()).replace('\n', ' '),
                    broken);
        }
        out.flush();
        err.println(String.format(
                Locale.ROOT,
                "%d records: %d events (%d of nobody), %d no events, %d refused",
                tally.records,
                tally.events,
                tally.nobodys,
                tally.records - tally.events - tally.refused,
                tally.refused));
        err.flush();
        return tally.refused > 0 ? 1 : 0;
    }

    private Records records() {
        try {
            return Records.of(type, customerField, layout, config == null ? List.of() : ConfiguredLogs.sources(config));
        } catch (IllegalArgumentException wrong) {
            throw new WrongInput(String.valueOf(wrong.getMessage()).replace('\n', ' '), wrong);
        }
    }

    private InputStream open() throws IOException {
        return file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(file);
    }

    private byte[] bytes() {
        try (InputStream raw = new BufferedInputStream(open())) {
            raw.mark(2);
            boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            byte[] bytes = (packed ? new GZIPInputStream(raw) : raw).readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new WrongInput(file + " is larger than 64 MiB; try a part of it");
            }
            return bytes;
        } catch (IOException failure) {
            throw new WrongInput("file (" + file + ") cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static final class Tally {
        private final PrintWriter out;
        private final PrintWriter err;
        private long records;
        private long events;
        private long nobodys;
        private long refused;

        Tally(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        void show(long number, @Nullable Line line) {
            records++;
            switch (line) {
                case null -> err.println("record " + number + ": no event");
                case PublicEvent event -> {
                    events++;
                    nobodys += event.customer().isEmpty() ? 1 : 0;
                    out.print(new String(new EventWriter().add(event).toByteArray(), StandardCharsets.UTF_8));
                }
                case PublicTick tick ->
                    out.print(new String(new EventWriter().add(tick).toByteArray(), StandardCharsets.UTF_8));
                case RejectedLine rejected -> {
                    refused++;
                    String field = rejected.field() == null ? "" : rejected.field() + ": ";
                    err.println("record " + number + ": refused: " + field
                            + rejected.reason().replace('\n', ' '));
                }
            }
        }
    }
}
