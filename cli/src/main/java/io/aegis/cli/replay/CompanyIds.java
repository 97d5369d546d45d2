package io.aegis.cli.replay;

import io.aegis.codec.event.LineSplitter;
import io.aegis.codec.event.Profile;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.engine.event.CustomerUpdate;
import io.aegis.formats.accesslog.LineDecoder;
import io.aegis.formats.accesslog.LogFormat;
import io.aegis.formats.identity.Directory;
import io.aegis.formats.identity.Mutation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which ids are one company's, read from the customer records before the replay: a log is whole, so a record that stands
 * behind the traffic of its company tells whose that was all the same. An id that two companies claim is nobody's ahead;
 * it is whose it is as of each record. Of a file with ticks nothing is known ahead, as a server knew nothing.
 */
final class CompanyIds {

    private static final byte[] EXTERNAL_IDS = "\"external_ids\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEYS = "\"keys\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TICK = "\"tick\"".getBytes(StandardCharsets.US_ASCII);

    /** In place of a company: more than one claims the id. */
    private static final String DISPUTED = "";

    /** @param source null for a key */
    private record Id(@Nullable String source, String id) {}

    private final Map<Id, String> owners = new LinkedHashMap<>();
    private boolean recorded;

    /** @param untilMillis later records are not known; null: all are */
    static CompanyIds of(List<Path> files, Feeds.Reading reading, @Nullable Long untilMillis) throws IOException {
        CompanyIds ids = new CompanyIds();
        for (Path path : files.stream().distinct().sorted().toList()) {
            // A pipe can be read only once.
            if (Files.isRegularFile(path) && !ids.recorded) {
                ids.read(path, reading, untilMillis == null ? Long.MAX_VALUE : untilMillis);
            }
        }
        return ids;
    }

    private void read(Path path, Feeds.Reading reading, long untilMillis) throws IOException {
        try (LogFile file = reading.open(path)) {
            recorded |= file.holdsTicks();
            if (file.format() != LogFormat.NDJSON || recorded) {
                return;
            }
            LineSplitter lines =
                    new LineSplitter(file.lines(), reading.reader().limits().lineBytesMax());
            LineDecoder decoder = reading.decoder(file);
            while (next(lines) && !recorded) {
                if (!lines.tooLong() && mayTell(lines.bytes(), lines.from(), lines.to())) {
                    take(decoder, lines, untilMillis);
                }
            }
        }
    }

    /** A damaged file ends there; the replay itself tells so. */
    private static boolean next(LineSplitter lines) {
        try {
            return lines.next();
        } catch (IOException damaged) {
            return false;
        }
    }

    /** Few lines do, and the others need not be decoded. */
    private static boolean mayTell(byte[] bytes, int from, int to) {
        for (int i = from; i < to - TICK.length + 1; i++) {
            if (bytes[i] == '"' && (begins(bytes, i, to, KEYS) || begins(bytes, i, to, EXTERNAL_IDS))) {
                return true;
            }
            if (bytes[i] == '"' && begins(bytes, i, to, TICK)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(byte[] bytes, int at, int to, byte[] with) {
        if (to - at < with.length || bytes[at + 1] != with[1]) {
            return false;
        }
        for (int i = 2; i < with.length; i++) {
            if (bytes[at + i] != with[i]) {
                return false;
            }
        }
        return true;
    }

    private void take(LineDecoder decoder, LineSplitter lines, long untilMillis) {
        switch (decoder.decode(lines.bytes(), lines.from(), lines.to(), lines.number())) {
            case PublicTick tick -> recorded = true;
            case PublicEvent event
            when event.fact() instanceof CustomerUpdate && event.atMillis() <= untilMillis ->
                claim(event.customer(), event.profile());
            case null, default -> {
                // Told by the replay, where it is wrong.
            }
        }
    }

    private void claim(String company, @Nullable Profile profile) {
        if (profile == null) {
            return;
        }
        if (profile.externalIds() != null) {
            profile.externalIds().forEach((source, id) -> claim(company, new Id(source, id)));
        }
        if (profile.keys() != null) {
            profile.keys().forEach(key -> claim(company, new Id(null, key)));
        }
    }

    private void claim(String company, Id id) {
        if (!id.id().isEmpty()) {
            owners.merge(id, company, (before, now) -> before.equals(now) ? now : DISPUTED);
        }
    }

    /** Makes the companies and their ids known. */
    void tell(Directory directory) {
        if (recorded) {
            return;
        }
        Map<String, Integer> numbers = new HashMap<>();
        owners.forEach((id, company) -> {
            if (!company.equals(DISPUTED)) {
                int number = numbers.computeIfAbsent(company, own -> created(directory, own));
                directory.apply(
                        id.source() == null
                                ? new Mutation.KeyLearned(number, id.id())
                                : new Mutation.Linked(number, id.source(), id.id()));
            }
        });
    }

    private static int created(Directory directory, String company) {
        int number = directory.numberLimit();
        directory.apply(new Mutation.Created(number, company, false));
        return number;
    }
}
