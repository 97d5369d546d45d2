package io.aegis.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real logs, from the directory {@code aegis.real}, against their own counts and a model that shares no code. */
@Tag("real")
final class ReplayRealTest {

    private static final long HOUR = 3_600_000L;
    private static final Pattern COMMON = Pattern.compile("^(\\S+) \\S+ \\S+ \\[([^\\]]+)\\] \"[^\"]*\" (\\d{3}) .*");
    private static final DateTimeFormatter CLF = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    @TempDir
    private Path directory = Path.of("");

    private static Path set(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty("aegis.real"), "give -Daegis.real=DIR"), "data", name);
    }

    private static JsonNode expected(Path set) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(set.resolve("expected.json")));
    }

    private static List<String> lines(Path gz) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(gz)), StandardCharsets.ISO_8859_1))) {
            return in.lines().toList();
        }
    }

    private void shouldFind(Path file, List<WindowModel.Calls> calls, WindowModel model, String when, JsonNode expected)
            throws IOException {
        Path found = directory.resolve("found");
        Run run = Run.of(file, "--rules", Run.rules(directory, when), "--report", "-", "--interventions", found);
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.report().path("rejected").asLong()).isZero();
        if (expected.has("calls")) {
            assertThat(run.report().path("events").asLong())
                    .isEqualTo(expected.path("calls").asLong());
            assertThat(run.report().path("customers").asLong())
                    .isEqualTo(expected.path("customers").asLong());
            assertThat(run.report().path("errors").asLong())
                    .isEqualTo(expected.path("errors").asLong());
        }
        assertThat(run.report().path("events").asLong()).isEqualTo(calls.size());
        assertThat(run.report().path("errors").asLong())
                .isEqualTo(calls.stream().mapToLong(WindowModel.Calls::errors).sum());
        long end = calls.stream().mapToLong(WindowModel.Calls::atMillis).max().orElseThrow() + 49 * HOUR;
        assertThat(Run.episodes(found)).isEqualTo(model.episodes(calls, end));
    }

    private Set<String> customers() throws IOException {
        Set<String> customers = new TreeSet<>();
        Run.episodes(directory.resolve("found")).forEach(each -> customers.add(each.customer()));
        return customers;
    }

    private static Set<String> names(JsonNode array) {
        Set<String> names = new TreeSet<>();
        array.forEach(each -> names.add(each.asString()));
        return names;
    }

    @Test
    void shouldFindTheFailingClientsOfTheApacheLog() throws IOException {
        Path set = set("access-log-apache");
        Path file = set.resolve("apache_logs.gz");
        List<WindowModel.Calls> calls = new ArrayList<>();
        for (String line : lines(file)) {
            Matcher m = COMMON.matcher(line);
            assertThat(m.matches()).as(line).isTrue();
            long at = OffsetDateTime.parse(m.group(2), CLF).toInstant().toEpochMilli();
            calls.add(new WindowModel.Calls(m.group(1), at, 1, Integer.parseInt(m.group(3)) >= 400 ? 1 : 0));
        }
        JsonNode expected = expected(set);
        for (int min : new int[] {20, 50}) {
            String when = "error_rate_1h > 0.10 && calls_1h >= " + min;
            shouldFind(file, calls, new WindowModel(60_000, 60, min), when, expected);
            assertThat(customers()).isEqualTo(names(expected.path("customers_ever_in_breach_min_" + min + "_calls")));
        }
    }

    @Test
    void shouldFindTheFailingClientOfTheNasaLog() throws IOException {
        Path set = set("access-log-nasa-1995-07");
        Path file = set.resolve("nasa_19950701.tsv.gz");
        List<WindowModel.Calls> calls = new ArrayList<>();
        for (String line : lines(file).subList(1, 10_000)) {
            String[] cells = line.split("\t");
            calls.add(new WindowModel.Calls(
                    cells[0], Long.parseLong(cells[2]) * 1000, 1, Integer.parseInt(cells[5]) >= 400 ? 1 : 0));
        }
        JsonNode expected = expected(set);
        shouldFind(file, calls, new WindowModel(60_000, 60, 20), "error_rate_1h > 0.10 && calls_1h >= 20", expected);
        assertThat(customers()).isEqualTo(names(expected.path("customers_ever_in_breach_min_20_calls")));
        shouldFind(file, calls, new WindowModel(60_000, 60, 50), "error_rate_1h > 0.10 && calls_1h >= 50", expected);
        assertThat(customers()).isEmpty();
    }

    @Test
    void shouldFindTheCancelledDaysOfTheFlights() throws IOException {
        Path set = set("calls-flights-2011-h2");
        List<WindowModel.Calls> calls = new ArrayList<>();
        Map<Long, Integer> cancelled = new HashMap<>();
        List<String> events = new ArrayList<>();
        List<String> rows = lines(set.resolve("flights.csv.gz"));
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.replace("\"", "").split(",", -1);
            long day = LocalDate.of(2011, Integer.parseInt(cells[1]), Integer.parseInt(cells[2]))
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
            boolean failed = cells[18].equals("1");
            int number = failed ? cancelled.merge(day, 1, Integer::sum) - 1 : Integer.parseInt("0" + cells[4]);
            long second = failed ? 43_200 + number % 3600 : Math.min(86_399, number / 100 * 3600 + number % 100 * 60);
            calls.add(new WindowModel.Calls(cells[6], day + second * 1000, 1, failed ? 1 : 0));
            events.add(
                    "{\"type\":\"api_call\",\"customer\":\"%s\",\"at\":\"%s\",\"method\":\"POST\",\"route\":\"/f\",\"status\":%d}"
                            .formatted(cells[6], Instant.ofEpochMilli(day + second * 1000), failed ? 503 : 200));
        }
        Path file = directory.resolve("flights.ndjson");
        events.sort(java.util.Comparator.comparing(line -> line.replaceAll(".*\"at\":\"([^\"]*)\".*", "$1")));
        Files.write(file, events);
        JsonNode expected = expected(set);
        shouldFind(file, calls, new WindowModel(HOUR, 24, 20), "error_rate_24h > 0.10 && calls_24h >= 20", expected);
        for (JsonNode day : expected.path("days_over_10pct_min_20")) {
            long noon = LocalDate.parse(day.path("day").asString())
                    .atTime(12, 0)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
            assertThat(Run.episodes(directory.resolve("found")))
                    .as("%s", day)
                    .anyMatch(
                            each -> each.customer().equals(day.path("customer").asString())
                                    && each.openedMillis() < noon + 12 * HOUR
                                    && each.clearedMillis() > noon);
        }
    }

    @Test
    void shouldTameTheFlappingOfTheWikibase() throws IOException {
        Path set = set("requests-wikibase-week1");
        List<String> rows = lines(set.resolve("minutes.csv.gz"));
        String[] names = rows.getFirst().split(",");
        List<WindowModel.Calls> calls = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            long errors = 0;
            for (int i = 0; i < names.length; i++) {
                errors += names[i].matches("s5\\d\\d") ? Long.parseLong(cells[i]) : 0;
            }
            long at = Instant.parse(cells[0]).toEpochMilli();
            calls.add(new WindowModel.Calls("wikibase", at + 59_999, Long.parseLong(cells[1]), errors));
            events.add(
                    "{\"type\":\"api_calls\",\"customer\":\"wikibase\",\"at\":%d,\"until\":%d,\"count\":%s,\"server_errors\":%d}"
                            .formatted(at, at + 59_999, cells[1], errors));
        }
        Path file = directory.resolve("minutes.ndjson");
        Files.write(file, events);
        JsonNode none = JsonMapper.builder().build().createObjectNode();
        shouldFind(file, calls, new WindowModel(60_000, 60, 1), "error_rate_1h > 0.10", none);
        JsonNode outage = expected(set).path("episodes_5xx_trailing_60_min").path(0);
        long from = Instant.parse(outage.path("opened_after_minute").asString()).toEpochMilli();
        long to = Instant.parse(outage.path("ended_after_minute").asString()).toEpochMilli();
        assertThat(Run.episodes(directory.resolve("found")))
                .anyMatch(each ->
                        each.openedMillis() / 60_000 == from / 60_000 && each.clearedMillis() / 60_000 == to / 60_000);
        shouldFind(file, calls, new WindowModel(60_000, 5, 1), "error_rate_5m > 0.10", none);
        int plain = Run.episodes(directory.resolve("found")).size();
        Path calm = directory.resolve("calm.yaml");
        Files.writeString(
                calm,
                "rules:\n  - {id: calm, when: error_rate_5m > 0.10, clear_when: error_rate_5m < 0.05, keep_open_for: 15m,"
                        + " cooldown: 1h, fleet: false}\n");
        Run run = Run.of(file, "--rules", calm, "--report", "-");
        assertThat(run.report()
                        .path("interventions")
                        .path("opened")
                        .path("calm")
                        .asInt())
                .isLessThan(plain / 3);
    }
}
