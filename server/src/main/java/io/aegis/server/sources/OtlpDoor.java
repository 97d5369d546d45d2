package io.aegis.server.sources;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.RejectedLine;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.otlp.OtlpBatch;
import io.aegis.formats.otlp.OtlpReader;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.http.Problem;
import io.aegis.server.http.ProblemException;
import io.aegis.server.http.RequestTimes;
import io.aegis.server.intake.Acceptance;
import io.aegis.server.intake.IdempotencyKey;
import io.aegis.server.intake.InFlight;
import io.aegis.server.intake.RequestBody;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import io.aegis.server.security.Principal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/traces} and {@code /v1/logs}: OTLP over HTTP. Answers in the request's content type, refusals too, as
 * the specification asks; exporters send 429 and 503 again and give up on everything else.
 */
final class OtlpDoor extends HttpServlet {

    /** Some exporters are given their whole address, with a slash behind it. */
    static final String[] PATHS = {"/v1/traces", "/v1/traces/", "/v1/logs", "/v1/logs/", "/v1/metrics", "/v1/metrics/"};

    private final transient InFlight inFlight;
    private final transient ConfiguredSources sources;
    private final transient Supplier<Masking> masking;
    private final transient Supplier<Acceptance> acceptance;
    private final transient Map<String, OtlpReader> readers = new ConcurrentHashMap<>();

    OtlpDoor(InFlight inFlight, ConfiguredSources sources, Supplier<Masking> masking, Supplier<Acceptance> acceptance) {
        this.inFlight = inFlight;
        this.sources = sources;
        this.masking = masking;
        this.acceptance = acceptance;
    }

    /** What is exported; each has a path of its own. */
    enum Signal {
        TRACES,
        LOGS,
        METRICS;

        static Signal of(String path) {
            return path.startsWith("/v1/logs") ? LOGS : path.startsWith("/v1/metrics") ? METRICS : TRACES;
        }

        String path() {
            return "/v1/" + name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Signal signal = Signal.of(request.getServletPath());
        request.setAttribute(RequestTimes.ROUTE, signal.path());
        OtlpForm form = OtlpForm.of(request.getContentType());
        try {
            if (!request.getMethod().equals("POST")) {
                throw Problem.of(405, "OTLP is sent with POST, not " + request.getMethod() + ".")
                        .header("Allow", "POST")
                        .exception();
            }
            if (signal == Signal.METRICS) {
                throw Problem.of(
                                404,
                                "Metrics are not taken: calls are read from spans and log records.\n"
                                        + "Set OTEL_METRICS_EXPORTER=none, or export metrics elsewhere.")
                        .exception();
            }
            if (form == null) {
                throw Problem.of(
                                415,
                                "Content-Type (" + request.getContentType() + ") is none of OTLP's.\n"
                                        + "Use application/x-protobuf or application/json.")
                        .exception();
            }
            Receipt receipt = take(request, form, signal);
            form.send(response, signal, receipt.rejected().size(), reasons(receipt.rejected()));
        } catch (ProblemException refusal) {
            if (signal != Signal.METRICS) {
                acceptance
                        .get()
                        .refused(
                                request,
                                sources.nameFor(SourceSetting.Otlp.class, Principal.of(request)),
                                refusal.problem());
            }
            OtlpForm.orJson(form).refuse(response, refusal.problem());
        }
    }

    private Receipt take(HttpServletRequest request, OtlpForm form, Signal signal) throws IOException {
        Principal sender = Principal.of(request);
        SourceSetting.Otlp setting =
                sources.find(SourceSetting.Otlp.class, sender.source()).orElse(null);
        String source = sources.nameFor(SourceSetting.Otlp.class, sender);
        try (RequestBody body = RequestBody.read(request, inFlight)) {
            byte[] bytes = body.bytes();
            OtlpBatch batch = decode(reader(setting), form, signal == Signal.LOGS, bytes);
            String key = batch.unmistakable() ? IdempotencyKey.ofBody(bytes) : null;
            Receipt receipt = acceptance.get().take(new Submission(source, batch.lines(), key, null, false));
            if (signal == Signal.LOGS && batch.lines().isEmpty() && batch.records() > 0) {
                acceptance.get().vain(source, batch.records(), batch.sample());
            }
            return receipt;
        } catch (BrokenBodyException broken) {
            throw Problem.of(400, broken.getMessage() + "\nNothing of the body was taken.")
                    .exception();
        }
    }

    private static OtlpBatch decode(OtlpReader reader, OtlpForm form, boolean logs, byte[] body)
            throws BrokenBodyException {
        return switch (form) {
            case PROTOBUF -> logs ? reader.logs(body) : reader.traces(body);
            case JSON -> logs ? reader.logsJson(body) : reader.tracesJson(body);
        };
    }

    private OtlpReader reader(SourceSetting.@Nullable Otlp setting) {
        return readers.computeIfAbsent(setting == null ? "" : setting.name(), name -> {
            if (setting == null) {
                return new OtlpReader(Mapping.NONE, masking.get(), null);
            }
            return new OtlpReader(
                    setting.mapping(),
                    masking.get(),
                    setting.bodies() == null ? null : setting.bodies().reader(masking.get()));
        });
    }

    private static String reasons(List<RejectedLine> rejected) {
        StringBuilder text = new StringBuilder();
        for (RejectedLine line : rejected.subList(0, Math.min(3, rejected.size()))) {
            text.append(String.format(Locale.ROOT, "%srecord %d: ", text.isEmpty() ? "" : "; ", line.line()))
                    .append(line.reason().replace('\n', ' '));
        }
        return text.toString();
    }
}
