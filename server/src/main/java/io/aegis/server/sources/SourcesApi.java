package io.aegis.server.sources;

import io.aegis.formats.source.SourceSetting;
import io.aegis.server.api.Query;
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
    Map<String, Object> compare(@PathVariable String name, HttpServletRequest request) {
        boolean remove = "true".equals(Query.of(request, "remove").oneOf("remove", List.of("true", "false")));
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
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("gone", gone);
            answer.put("removed", remove ? gone.size() : 0);
            return answer;
        } catch (SQLException failure) {
            throw Problem.of(
                            502,
                            "Source (" + name + ") cannot be read: " + SourceState.told(failure)
                                    + "\nNothing was removed.")
                    .exception();
        }
    }

    @GetMapping("/api/v1/sources")
    Map<String, @Nullable Object> list(HttpServletRequest request) {
        Query.of(request);
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
    Map<String, @Nullable Object> setup(HttpServletRequest request) {
        Query.of(request);
        String address = request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("items", overview.getObject().setups(address));
        answer.put("next", null);
        return answer;
    }
}
