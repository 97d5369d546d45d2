package io.aegis.server.sources;

import io.aegis.formats.source.SourceSetting;
import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/sources} and the set-up texts. */
@RestController
final class SourcesApi {

    private final ObjectProvider<SourcesOverview> overview;
    private final ObjectProvider<Departures> departures;
    private final ConfiguredSources sources;

    SourcesApi(
            ObjectProvider<SourcesOverview> overview,
            ObjectProvider<Departures> departures,
            ConfiguredSources sources) {
        this.overview = overview;
        this.departures = departures;
        this.sources = sources;
    }

    /**
     * Compares a customer database in full with what came from it; with {@code remove=true} those that are gone are
     * removed here too.
     */
    @PostMapping("/api/v1/sources/{name}/compare")
    Map<String, Object> compare(@PathVariable String name, @RequestParam(defaultValue = "false") boolean remove) {
        SourceSetting.Jdbc source = sources.of(SourceSetting.Jdbc.class).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                404,
                                "Source (" + name + ") is no customer database that is configured.\n"
                                        + "List the sources with GET /api/v1/sources.")
                        .exception());
        try {
            List<String> gone = departures.getObject().find(source);
            if (remove) {
                departures.getObject().remove(source, gone);
            }
            return Map.of("gone", gone, "removed", remove ? gone.size() : 0);
        } catch (SQLException failure) {
            throw Problem.of(
                            502,
                            "Source (" + name + ") cannot be read: " + failure.getMessage() + "\nNothing was removed.")
                    .exception();
        }
    }

    @GetMapping("/api/v1/sources")
    Map<String, @Nullable Object> list() {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (SourceRow row : overview.getObject().rows()) {
            items.add(item(row));
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("items", items);
        answer.put("next", null);
        return answer;
    }

    private static Map<String, @Nullable Object> item(SourceRow row) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("name", row.name());
        item.put("type", row.type());
        item.put("configured", row.configured());
        item.put("last_event_at", instant(row.figures().lastEventMillis()));
        item.put("last_arrival_at", instant(row.figures().lastArrivalMillis()));
        item.put("events_per_second", row.figures().perSecond());
        item.put("lag_ms", row.figures().lagMillis() < 0 ? null : row.figures().lagMillis());
        item.put("accepted", row.figures().accepted());
        item.put("rejected", row.figures().rejected());
        item.put("unattributed", row.unattributed());
        item.put("trouble", row.trouble());
        item.put("silent_since", instant(row.silentSinceMillis()));
        return item;
    }

    private static @Nullable String instant(long millis) {
        return millis < 0 ? null : Instant.ofEpochMilli(millis).toString();
    }

    @GetMapping("/api/v1/sources/setup")
    Map<String, Object> setup(HttpServletRequest request) {
        String address = request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort();
        return Map.of("items", overview.getObject().setups(address));
    }
}
