package io.aegis.formats.accesslog;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.Utf8;
import io.aegis.engine.event.ApiCall;
import io.aegis.formats.gateway.LogReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines by the layout and the mapping of a configured source; bytes that are no UTF-8 are read as Latin-1. A call that
 * names neither customer nor key is refused: here nobody could link it later.
 */
final class MappedLines implements LineDecoder {

    private static final int SHOWN_CHARS_MAX = 4_000;

    private final LogReader lines;
    private final EventReader reader;

    MappedLines(LogReader lines, EventReader reader) {
        this.lines = lines;
        this.reader = reader;
    }

    @Override
    public @Nullable Line decode(byte[] bytes, int from, int to, long number) {
        Charset charset = Utf8.firstInvalid(bytes, from, to) < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String line = new String(bytes, from, to - from, charset).strip();
        Line read = lines.read(line, number);
        boolean nobodys = read instanceof PublicEvent event
                && event.customer().isEmpty()
                && !(event.fact() instanceof ApiCall call && call.key() != null);
        return nobodys
                ? reader.rejected(
                        number,
                        "customer",
                        "customer is missing; name its field in the source's mapping",
                        line.substring(0, Math.min(line.length(), SHOWN_CHARS_MAX)))
                : read;
    }
}
