package io.aegis.cli.sources;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.formats.chargebee.ChargebeeReader;
import io.aegis.formats.cloudevents.CloudEventsReader;
import io.aegis.formats.gateway.LogFormat;
import io.aegis.formats.gateway.LogReader;
import io.aegis.formats.gateway.PostedLog;
import io.aegis.formats.mapping.Instants;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Plans;
import io.aegis.formats.mapping.PublicJson;
import io.aegis.formats.mapping.Target;
import io.aegis.formats.otlp.OtlpBatch;
import io.aegis.formats.otlp.OtlpReader;
import io.aegis.formats.segment.EventNames;
import io.aegis.formats.segment.SegmentReader;
import io.aegis.formats.sentry.SentryReader;
import io.aegis.formats.source.LogReading;
import io.aegis.formats.source.SourceSetting;
import io.aegis.formats.stripe.StripeReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The records of a file of some type. */
@FunctionalInterface
interface Records {

    /** Told each record. */
    @FunctionalInterface
    interface Sink {
        void take(long number, @Nullable Line line);
    }

    void read(byte[] file, Sink sink) throws BrokenBodyException;

    /**
     * A reader of a type, or of a configured source.
     *
     * @throws IllegalArgumentException where the type is not known, or the layout none
     */
    static Records of(String type, @Nullable String customerField, @Nullable String layout, List<SourceSetting> all) {
        // What is printed goes nowhere else, so any key for the hashes of secrets will do.
        Masking masking = new Masking("aegis sources test".getBytes(StandardCharsets.UTF_8));
        EventReader events = new EventReader(masking);
        for (SourceSetting source : all) {
            if (source.name().equals(type)) {
                return of(source, masking, events);
            }
        }
        Mapping mapping = customerField == null
                ? Mapping.NONE
                : Mapping.of().take(Target.CUSTOMER, customerField).build();
        LogFormat format = LogFormat.of(type).orElse(null);
        if (format != null || layout != null) {
            return log(new LogReading(format == null ? LogFormat.COMBINED : format, layout, mapping), masking);
        }
        OtlpReader otlp = new OtlpReader(mapping, masking, null);
        return switch (type) {
            case "events" -> (file, sink) -> lines(events.readLines(file), sink);
            case "cloudevents" ->
                (file, sink) -> {
                    boolean batch = new String(file, StandardCharsets.UTF_8)
                            .stripLeading()
                            .startsWith("[");
                    String form = batch ? "application/cloudevents-batch+json" : "application/cloudevents+json";
                    json(CloudEventsReader.read(form, file), events, sink);
                };
            case "otlp-traces" ->
                (file, sink) -> otlp(isObject(file) ? otlp.tracesJson(file) : otlp.traces(file), sink);
            case "otlp-logs" -> (file, sink) -> otlp(isObject(file) ? otlp.logsJson(file) : otlp.logs(file), sink);
            case "segment" -> segment(new SegmentReader(mapping, EventNames.DEFAULTS, Plans.NONE), events);
            case "stripe" -> (file, sink) -> json(new StripeReader(mapping, Plans.NONE).read(file), events, sink);
            case "chargebee" -> (file, sink) -> json(new ChargebeeReader(mapping, Plans.NONE).read(file), events, sink);
            case "sentry-event_alert", "sentry-error", "sentry-issue" ->
                (file, sink) ->
                        json(new SentryReader(mapping).read(type.substring("sentry-".length()), file), events, sink);
            default -> throw new IllegalArgumentException("type (" + type + ") is not known; see --help");
        };
    }

    private static Records of(SourceSetting source, Masking masking, EventReader events) {
        return switch (source) {
            case SourceSetting.LogFile file -> log(file.reading(), masking);
            case SourceSetting.PostedLog posted ->
                posted(new PostedLog(posted.reading().reader(masking)));
            case SourceSetting.Otlp otlp -> {
                LogReader bodies = otlp.bodies() == null ? null : otlp.bodies().reader(masking);
                OtlpReader reader = new OtlpReader(otlp.mapping(), masking, bodies);
                yield (file, sink) -> otlp(isObject(file) ? reader.tracesJson(file) : reader.traces(file), sink);
            }
            case SourceSetting.Segment segment ->
                segment(new SegmentReader(segment.mapping(), segment.events(), segment.plans()), events);
            case SourceSetting.Stripe stripe ->
                (file, sink) -> json(
                        new StripeReader(stripe.name(), stripe.mapping(), stripe.plans()).read(file), events, sink);
            case SourceSetting.Chargebee chargebee ->
                (file, sink) -> json(
                        new ChargebeeReader(chargebee.name(), chargebee.mapping(), chargebee.plans()).read(file),
                        events,
                        sink);
            case SourceSetting.Sentry sentry ->
                (file, sink) -> json(new SentryReader(sentry.mapping()).read("error", file), events, sink);
            case SourceSetting.Jdbc jdbc ->
                throw new IllegalArgumentException("source (" + jdbc.name() + ") is a database; it has no files");
        };
    }

    private static boolean isObject(byte[] file) {
        return file.length > 0 && file[0] == '{';
    }

    private static Records log(LogReading reading, Masking masking) {
        LogReader reader = reading.reader(masking);
        return (file, sink) -> {
            long number = 0;
            for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
                sink.take(++number, reader.read(line, number));
            }
        };
    }

    /** A file of what would be posted; an array can only be JSON. */
    private static Records posted(PostedLog log) {
        return (file, sink) -> {
            String text = new String(file, StandardCharsets.UTF_8);
            lines(text.stripLeading().startsWith("[{") ? log.json(file) : log.lines(file), sink);
        };
    }

    private static Records segment(SegmentReader reader, EventReader events) {
        return (file, sink) -> {
            String text = new String(file, StandardCharsets.UTF_8);
            boolean batch = text.contains("\"batch\"");
            List<ObjectNode> all = new ArrayList<>();
            reader.read(batch ? "batch" : single(text), file, Instants.NONE).forEach(all::addAll);
            json(all, events, sink);
        };
    }

    /** A single call says by its path what it is; its fields tell as much. */
    private static String single(String text) {
        return text.contains("\"event\"") ? "track" : text.contains("\"groupId\"") ? "group" : "identify";
    }

    private static void otlp(OtlpBatch batch, Sink sink) {
        lines(batch.lines(), sink);
        for (int i = batch.lines().size(); i < batch.records(); i++) {
            sink.take(i + 1L, null);
        }
    }

    private static void json(List<ObjectNode> found, EventReader events, Sink sink) {
        if (found.isEmpty()) {
            sink.take(1, null);
        }
        for (int i = 0; i < found.size(); i++) {
            sink.take(i + 1L, PublicJson.read(found.get(i), events, i + 1L));
        }
    }

    private static void lines(List<Line> lines, Sink sink) {
        for (int i = 0; i < lines.size(); i++) {
            sink.take(i + 1L, lines.get(i));
        }
    }
}
