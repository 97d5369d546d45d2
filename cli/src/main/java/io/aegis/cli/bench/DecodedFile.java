package io.aegis.cli.bench;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.RejectedLine;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.event.Fact;
import io.aegis.engine.rule.RuleSet;
import io.aegis.formats.identity.Directory;
import io.aegis.formats.identity.Door;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Events of a file decoded beforehand, in the order they stand there, in arrays. Equal facts are one, as far as kept. */
final class DecodedFile {

    private static final int MINUTE_MILLIS = 60_000;
    private static final int FACTS_KEPT_MAX = 1 << 16;

    private final int[] expected = new int[Engine.EXPECTED_MAX];
    private int[] customers = new int[1 << 16];
    private long[] atMillis = new long[1 << 16];
    private Fact[] facts = new Fact[1 << 16];
    private int size;
    private long rejected;

    static DecodedFile of(byte[] bytes) {
        DecodedFile decoded = new DecodedFile();
        Directory directory = new Directory();
        Map<Fact, Fact> kept = new HashMap<>();
        try {
            new EventReader(new Masking(new byte[32])).readLines(new ByteArrayInputStream(bytes), line -> {
                if (line instanceof RejectedLine) {
                    decoded.rejected++;
                } else if (line instanceof PublicEvent event) {
                    int customer = directory.attribute(null, Door.OWN, event, learned -> {});
                    if (customer >= 0) {
                        decoded.add(customer, event.atMillis(), one(kept, event.fact()));
                    }
                }
            });
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return decoded;
    }

    private static Fact one(Map<Fact, Fact> kept, Fact fact) {
        Fact had = kept.size() < FACTS_KEPT_MAX ? kept.putIfAbsent(fact, fact) : kept.get(fact);
        return had == null ? fact : had;
    }

    private void add(int customer, long at, Fact fact) {
        if (size == customers.length) {
            customers = Arrays.copyOf(customers, 2 * size);
            atMillis = Arrays.copyOf(atMillis, 2 * size);
            facts = Arrays.copyOf(facts, 2 * size);
        }
        customers[size] = customer;
        atMillis[size] = at;
        facts[size++] = fact;
    }

    int size() {
        return size;
    }

    long rejected() {
        return rejected;
    }

    /** All of them through an engine, in batches as a host applies them, with a tick each minute of their time. */
    OpeningCollector apply(RuleSet rules) {
        OpeningCollector collector = new OpeningCollector("");
        Engine engine = new Engine(rules, collector);
        long tickMillis = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            if (i % expected.length == 0) {
                int count = Math.min(expected.length, size - i);
                System.arraycopy(customers, i, expected, 0, count);
                engine.expect(expected, count);
            }
            if (atMillis[i] >= tickMillis + MINUTE_MILLIS) {
                tickMillis = Math.floorDiv(atMillis[i], MINUTE_MILLIS) * MINUTE_MILLIS;
                engine.apply(new Entry.Tick(tickMillis));
            }
            engine.apply(new Entry.Event(customers[i], 0, atMillis[i], facts[i]));
        }
        return collector;
    }
}
