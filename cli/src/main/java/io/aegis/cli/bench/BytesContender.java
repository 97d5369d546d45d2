package io.aegis.cli.bench;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.codec.event.PublicTick;
import io.aegis.codec.event.RejectedLine;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.rule.RuleSet;
import io.aegis.formats.identity.Directory;
import io.aegis.formats.identity.Door;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** From lines of the public schema, as bytes in memory, to the engine's state. */
final class BytesContender {

    private static final int MINUTE_MILLIS = 60_000;

    private final RuleSet rules;

    BytesContender(RuleSet rules) {
        this.rules = rules;
    }

    /** Reads all blocks into a fresh engine; how many events it took. */
    long run(List<byte[]> blocks) {
        Feed feed = new Feed(new Engine(rules, new OpeningCollector("")));
        EventReader reader = new EventReader(new Masking(new byte[32]));
        for (byte[] block : blocks) {
            try {
                reader.readLines(new ByteArrayInputStream(block), feed::take);
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
        feed.apply();
        return feed.events;
    }

    /** Applies events in batches, as a host does. */
    private static final class Feed {
        private final Engine engine;
        private final Directory directory = new Directory();
        private final PublicEvent[] batch = new PublicEvent[Engine.EXPECTED_MAX];
        private final int[] customers = new int[Engine.EXPECTED_MAX];
        private int batched;
        private long events;
        private long tickMillis;

        Feed(Engine engine) {
            this.engine = engine;
        }

        void take(Line line) {
            switch (line) {
                case PublicEvent event -> {
                    batch[batched++] = event;
                    if (batched == batch.length) {
                        apply();
                    }
                }
                case PublicTick tick -> {
                    apply();
                    engine.apply(new Entry.Tick(tick.atMillis()));
                }
                case RejectedLine ignored -> {}
            }
        }

        void apply() {
            directory.expect(batch, batched);
            for (int i = 0; i < batched; i++) {
                customers[i] = directory.attribute(null, Door.OWN, batch[i], learned -> {});
            }
            engine.expect(customers, batched);
            for (int i = 0; i < batched; i++) {
                PublicEvent event = batch[i];
                if (customers[i] < 0) {
                    continue;
                }
                if (event.atMillis() >= tickMillis + MINUTE_MILLIS) {
                    tickMillis = event.atMillis() / MINUTE_MILLIS * MINUTE_MILLIS;
                    engine.apply(new Entry.Tick(tickMillis));
                }
                engine.apply(new Entry.Event(customers[i], 0, event.atMillis(), event.fact()));
            }
            events += batched;
            batched = 0;
        }
    }
}
