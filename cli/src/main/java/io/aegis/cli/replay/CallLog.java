package io.aegis.cli.replay;

import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.event.ApiCall;
import io.aegis.formats.accesslog.LogFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The single calls of log files in the order of their times, read as a replay reads them. */
public final class CallLog {

    private static final byte[] HASH_KEY = new byte[32];
    private static final Duration LATENESS = Duration.ofHours(1);

    private CallLog() {}

    /** Takes one call. */
    @FunctionalInterface
    public interface Calls {
        void call(String customer, long atMillis, int status);
    }

    /**
     * @param format null: guessed for each file
     * @param customerField null for the format's own
     * @return how many lines could not be read
     * @throws WrongInput if a file cannot be read at all
     */
    public static long read(
            List<Path> files, @Nullable String format, @Nullable String customerField, PrintWriter notes, Calls calls)
            throws IOException {
        Tally tally = new Tally();
        Complaints complaints = new Complaints(notes, tally);
        EventReader reader = new EventReader(new Masking(HASH_KEY));
        Feeds.Reading reading = new Feeds.Reading(reader, format(format), null, customerField, LATENESS.toMillis());
        try (Feeds feeds = Feeds.open(files, reading, complaints, tally)) {
            for (Item item = feeds.next(); item != null; item = feeds.next()) {
                if (item.line() instanceof PublicEvent event && event.fact() instanceof ApiCall call) {
                    calls.call(event.customer(), event.atMillis(), call.status());
                }
            }
        }
        complaints.close();
        return tally.rejected;
    }

    private static @Nullable LogFormat format(@Nullable String format) {
        if (format == null) {
            return null;
        }
        LogFormat known = LogFormat.named(format);
        if (known == null) {
            throw new WrongInput(
                    "--format (" + format + ") is unknown: give one of " + String.join(", ", LogFormat.ids()));
        }
        return known;
    }
}
