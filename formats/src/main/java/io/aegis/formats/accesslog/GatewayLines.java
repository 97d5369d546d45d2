package io.aegis.formats.accesslog;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.Utf8;
import io.aegis.formats.gateway.LogReader;
import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.Mapping;
import io.aegis.formats.mapping.Target;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines of text as gateways write them; bytes that are no UTF-8 are read as Latin-1. */
final class GatewayLines implements LineDecoder {

    /** Of a connection that never became a request. */
    private static final Set<String> NO_STATUS = Set.of("0", "000", "-1");

    private static final Pattern STATUS = Pattern.compile("-1|[0-9]{1,3}");
    private static final int SHOWN_CHARS_MAX = 4_000;

    private final EventReader reader;
    private final io.aegis.formats.gateway.LogFormat format;
    private final LogReader lines;
    private final RecordNames names;

    GatewayLines(EventReader reader, io.aegis.formats.gateway.LogFormat format, @Nullable String customerField) {
        this.reader = reader;
        this.format = format;
        this.lines = lines(format);
        this.names = new RecordNames(
                format.mapping(),
                customerField,
                format == io.aegis.formats.gateway.LogFormat.LOGFMT
                        ? RecordNames.Kind.RECORDS
                        : RecordNames.Kind.REQUESTS);
    }

    /** Only fields are taken from it, so it masks nothing. */
    private static LogReader lines(io.aegis.formats.gateway.LogFormat format) {
        return LogReader.of(format, Mapping.NONE, new Masking(new byte[16]));
    }

    /** Whether a line is a call of this format. */
    static boolean looksLike(io.aegis.formats.gateway.LogFormat format, String line) {
        Fields fields = lines(format).fields(line);
        String status = fields == null ? null : format.mapping().text(Target.STATUS, fields);
        return fields != null
                && status != null
                && STATUS.matcher(status).matches()
                && (format != io.aegis.formats.gateway.LogFormat.LOGFMT
                        || format.mapping().text(Target.METHOD, fields) != null);
    }

    @Override
    public @Nullable Line decode(byte[] bytes, int from, int to, long number) {
        Charset charset = Utf8.firstInvalid(bytes, from, to) < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String line = new String(bytes, from, to - from, charset).strip();
        Fields fields = line.isEmpty() ? null : lines.fields(line);
        if (line.isEmpty() || line.startsWith("#")) {
            return null;
        }
        if (fields == null) {
            String shown = line.substring(0, Math.min(line.length(), SHOWN_CHARS_MAX));
            return reader.rejected(
                    number, null, "line is not of the format " + format.id() + "; is it another? give --format", shown);
        }
        String status = format.mapping().text(Target.STATUS, fields);
        return status != null && NO_STATUS.contains(status) ? null : names.read(fields, reader, number, () -> line);
    }

    @Override
    public @Nullable String guessedFrom() {
        return names.guessedFrom() == null ? null : "the field " + names.guessedFrom();
    }
}
