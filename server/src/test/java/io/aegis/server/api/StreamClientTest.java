package io.aegis.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.projection.Changes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StreamClientTest {

    private static Changes.Change change(long id) {
        return new Changes.Change(id, Changes.Kind.CUSTOMER, "{\"id\":\"cus_" + id + "\"}");
    }

    private static String written(StreamClient client) throws IOException, InterruptedException {
        var out = new ByteArrayOutputStream();
        client.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldDropOneThatDoesNotRead() throws Exception {
        var client = new StreamClient(new StreamFrames());
        for (int id = 1; id <= 5_000; id++) {
            client.changed(change(id));
        }
        assertThat(written(client)).doesNotContain("event:");
    }

    @Test
    void shouldWriteWhatChangedInOrder() throws Exception {
        var client = new StreamClient(new StreamFrames());
        var out = new ByteArrayOutputStream();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                client.write(out);
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        });
        client.changed(change(7));
        client.changed(change(8));
        client.missed();
        while (!out.toString(StandardCharsets.UTF_8).contains("missed")) {
            Thread.onSpinWait();
        }
        client.end();
        writer.join();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("id: 7\nevent: customer\ndata: {\"id\":\"cus_7\"}\n\nid: 8\nevent: customer\n")
                .contains("event: missed\ndata: {}\n\n");
    }
}
