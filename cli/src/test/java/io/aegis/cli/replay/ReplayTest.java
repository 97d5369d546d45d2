package io.aegis.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplayTest {

    private static final long START = Instant.parse("2025-11-30T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000L;
    private static final DateTimeFormatter CLF = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.ofHours(2));

    @TempDir
    private Path directory = Path.of("");

    /** Six hours of 40 clients, every fifth with a bad hour. */
    private static List<WindowModel.Calls> traffic(long seed) {
        Random random = new Random(seed);
        List<WindowModel.Calls> all = new ArrayList<>();
        for (int client = 0; client < 40; client++) {
            int badFrom = client % 5 == 0 ? random.nextInt(4) : 9;
            int perHour = 10 + random.nextInt(150);
            for (int hour = 0; hour < 6; hour++) {
                for (int i = 0; i < perHour; i++) {
                    long at = START + hour * HOUR + random.nextInt(3600) * 1000L;
                    double rate = hour == badFrom ? 0.35 : 0.03;
                    all.add(new WindowModel.Calls("10.0.0." + client, at, 1, random.nextDouble() < rate ? 1 : 0));
                }
            }
        }
        return all;
    }

    private static String combined(WindowModel.Calls call) {
        return "%s - - [%s] \"GET /v1/orders/%d?k=v HTTP/1.1\" %d 17 \"-\" \"sdk/1\""
                .formatted(
                        call.customer(),
                        CLF.format(Instant.ofEpochMilli(call.atMillis())),
                        call.atMillis() % 97,
                        call.errors() > 0 ? 500 : 200);
    }

    private Path file(String name, List<String> lines) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    /** Out of order by up to 50 minutes, dealt to three files, one of them packed, with damaged lines between. */
    private Object[] files(List<WindowModel.Calls> calls, Random random) throws IOException {
        List<WindowModel.Calls> shuffled = new ArrayList<>(calls);
        java.util.IdentityHashMap<WindowModel.Calls, Long> places = new java.util.IdentityHashMap<>();
        shuffled.forEach(call -> places.put(call, call.atMillis() + random.nextInt(3_000_000)));
        shuffled.sort(java.util.Comparator.comparingLong(places::get));
        List<List<String>> dealt = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (WindowModel.Calls call : shuffled) {
            List<String> lines = dealt.get(random.nextInt(3));
            lines.add(combined(call));
            if (lines.size() % 500 == 0) {
                lines.add("damaged " + lines.size());
            }
        }
        return new Object[] {file("a.log", dealt.get(0)), file("b.log.gz", dealt.get(1)), file("c.log", dealt.get(2))};
    }

    @Test
    void shouldFindWhatAPlainModelFindsInDisorderedFiles() throws IOException {
        List<WindowModel.Calls> calls = traffic(1);
        Object[] files = files(calls, new Random(2));
        Path rules = Run.rules(directory, "error_rate_1h > 0.10 && calls_1h >= 20");
        Path found = directory.resolve("found");
        Run run = Run.of(files[2], files[0], files[1], "--rules", rules, "--report", "-", "--interventions", found);
        assertThat(run.exit()).as(run.err()).isZero();
        long rejected = run.report().path("rejected").asLong();
        assertThat(rejected).isPositive();
        assertThat(run.report().path("lines").asLong()).isEqualTo(calls.size() + rejected);
        assertThat(run.report().path("events").asLong()).isEqualTo(calls.size());
        assertThat(run.report().path("customers").asLong()).isEqualTo(40);
        assertThat(run.report().path("errors").asLong())
                .isEqualTo(calls.stream().mapToLong(WindowModel.Calls::errors).sum());
        assertThat(run.err()).containsPattern("a\\.log:501: line has no \\[time\\]");
        long end = calls.stream().mapToLong(WindowModel.Calls::atMillis).max().orElseThrow() + 49 * HOUR;
        List<WindowModel.Episode> expected = new WindowModel(60_000, 60, 20).episodes(calls, end);
        assertThat(expected).hasSizeGreaterThan(5);
        assertThat(Run.episodes(found)).isEqualTo(expected);

        Path again = directory.resolve("again");
        Run.of(
                files[1],
                files[0],
                files[2],
                "--rules",
                rules,
                "--report",
                directory.resolve("r"),
                "--interventions",
                again);
        assertThat(again).hasSameTextualContentAs(found);
    }

    @Test
    void shouldSortTheSameWithLittleMemory() throws IOException {
        Object[] files = files(traffic(3), new Random(4));
        List<Path> paths = List.of((Path) files[0], (Path) files[1], (Path) files[2]);
        assertThat(items(paths, 3_000)).isEqualTo(items(paths, 10_000_000)).hasSizeGreaterThan(10_000);
    }

    private static List<String> items(List<Path> files, long itemsMax) throws IOException {
        io.aegis.codec.event.EventReader reader =
                new io.aegis.codec.event.EventReader(new io.aegis.codec.event.Masking(new byte[16]));
        Tally tally = new Tally();
        Complaints complaints = new Complaints(new java.io.PrintWriter(java.io.Writer.nullWriter()), tally);
        List<String> items = new ArrayList<>();
        Feeds.Reading reading = new Feeds.Reading(reader, null, null, null, HOUR);
        try (Feeds feeds = Feeds.open(files, reading, complaints, tally, itemsMax)) {
            for (Item item = feeds.next(); item != null; item = feeds.next()) {
                items.add(feeds.currentFile() + " " + item);
            }
        }
        long before = Long.MIN_VALUE;
        for (String item : items) {
            long at = Long.parseLong(item.replaceAll(".*Item\\[atMillis=(\\d+).*", "$1"));
            assertThat(at).isGreaterThanOrEqualTo(before);
            before = at;
        }
        return items;
    }

    @Test
    void shouldKnowOneCompanyUnderFiveIdsAndCountRepeatedIdsOnce() throws IOException {
        String record =
                "{\"type\":\"customer\",\"customer\":\"acme\",\"at\":\"2025-11-30T00:00:00Z\",\"keys\":[\"ak_acme\"],"
                        + "\"external_ids\":{\"stripe\":\"cus_9\",\"segment\":\"grp-4\",\"sentry\":\"acme-inc\"}}";
        List<String> lines = new ArrayList<>(List.of(record));
        String[] ids = {"acme", "cus_9", "grp-4", "acme-inc", "ak_acme"};
        for (int i = 0; i < 50; i++) {
            lines.add(
                    "{\"type\":\"api_call\",\"customer\":\"%s\",\"at\":%d,\"id\":\"e%d\",\"method\":\"GET\",\"route\":\"/\",\"status\":%d}"
                            .formatted(ids[i % 5], START + 1000 + i, i, i < 10 ? 500 : 200));
        }
        lines.addAll(lines.subList(20, 40));
        Path found = directory.resolve("found");
        Path rules = Run.rules(directory, "error_rate_1h > 0.10 && calls_1h >= 50");
        Run run = Run.of(file("e.ndjson", lines), "--rules", rules, "--report", "-", "--interventions", found);
        assertThat(run.report().path("customers").asLong()).isEqualTo(1);
        assertThat(run.report().path("events").asLong()).isEqualTo(51);
        assertThat(run.report().path("duplicates").asLong()).isEqualTo(20);
        assertThat(run.report().path("errors").asLong()).isEqualTo(10);
        assertThat(Run.rows(found)).singleElement().satisfies(row -> {
            assertThat(row.path("customer").asString()).isEqualTo("acme");
            assertThat(row.path("opened_at").asString()).isEqualTo("2025-11-30T00:00:01.049Z");
            assertThat(row.path("cleared_at").asString()).isEqualTo("2025-11-30T01:00:00Z");
            assertThat(row.path("status").asString()).isEqualTo("cleared");
            assertThat(row.path("end_reason").asString()).isEqualTo("condition_cleared");
        });
    }

    private static String record(String company, int minute, String ids) {
        return "{\"type\":\"customer\",\"customer\":\"%s\",\"at\":%d,%s}"
                .formatted(company, START + minute * 60_000L, ids);
    }

    private static String call(String customer, int minute) {
        return "{\"type\":\"api_call\",\"customer\":\"%s\",\"at\":%d,\"method\":\"GET\",\"route\":\"/\",\"status\":500}"
                .formatted(customer, START + minute * 60_000L);
    }

    private List<String> whoFails(String... lines) throws IOException {
        Path found = directory.resolve("found");
        Path rules = Run.rules(directory, "errors >= 2");
        Run.of(file("c.ndjson", List.of(lines)), "--rules", rules, "--interventions", found);
        return Run.rows(found).stream()
                .map(row -> row.path("customer").asString())
                .toList();
    }

    @Test
    void shouldKnowWhoseIdsTheyAreThoughTheRecordStandsBehindTheCalls() throws IOException {
        String record = record("acme", 9, "\"external_ids\":{\"segment\":\"grp-4\"},\"keys\":[\"ak_acme\"]");
        assertThat(whoFails(call("grp-4", 1), call("ak_acme", 2), record)).containsExactly("acme");
    }

    @Test
    void shouldLeaveAnIdThatTwoClaimToWhomItsRecordsSay() throws IOException {
        assertThat(whoFails(
                        call("k", 1),
                        call("k", 2),
                        record("acme", 3, "\"keys\":[\"k\"]"),
                        call("k", 4),
                        call("acme", 5),
                        record("other", 6, "\"keys\":[\"k\"]"),
                        call("k", 7),
                        call("other", 8)))
                .containsExactly("k", "acme", "other");
    }

    @Test
    void shouldLearnFromARecordOfWhatWasSentAsAServerDid() throws IOException {
        String tick = "{\"type\":\"tick\",\"at\":" + (START + HOUR) + "}";
        String record = record("acme", 3, "\"keys\":[\"k\"]");
        assertThat(whoFails(call("k", 1), call("k", 2), record, tick)).containsExactly("k");
    }

    @Test
    void shouldFollowTheTicksOfAFileAndAddNone() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            lines.add(
                    "{\"type\":\"api_call\",\"customer\":\"acme\",\"at\":%d,\"method\":\"GET\",\"route\":\"/\",\"status\":500}"
                            .formatted(START + i));
        }
        lines.add("{\"type\":\"tick\",\"at\":" + (START + HOUR - 1) + "}");
        Path found = directory.resolve("found");
        Path rules = Run.rules(directory, "error_rate_1h > 0.10 && calls_1h >= 20");
        Path file = file("t.ndjson", lines);
        Run.of(file, "--rules", rules, "--interventions", found);
        assertThat(Run.rows(found))
                .singleElement()
                .satisfies(row -> assertThat(row.path("status").asString()).isEqualTo("open"));
        Run.of(file, "--rules", rules, "--interventions", found, "--until", "2025-11-30T02:00:00Z");
        assertThat(Run.rows(found))
                .singleElement()
                .satisfies(row -> assertThat(row.path("status").asString()).isEqualTo("cleared"));
    }

    @Test
    void shouldCountWhatStandsBeforeTheEndOfADamagedFileAndFail() throws IOException {
        List<String> lines = traffic(7).stream().map(ReplayTest::combined).toList();
        byte[] packed = Files.readAllBytes(file("whole.log.gz", lines));
        Path cut = Files.write(directory.resolve("cut.log.gz"), java.util.Arrays.copyOf(packed, packed.length / 2));
        Run run = Run.of(cut, "--report", "-");
        assertThat(run.exit()).isEqualTo(1);
        long read = run.report().path("lines").asLong();
        assertThat(read).isBetween(1_000L, (long) lines.size() - 1);
        assertThat(run.report().path("events").asLong()).isEqualTo(read);
        assertThat(run.err()).contains("cut.log.gz:" + read + ": the file is damaged or cut off behind this line");
    }

    @Test
    void shouldRefuseWhatARecordOfTicksCannotHold() throws IOException {
        String call =
                "{\"type\":\"api_call\",\"customer\":\"acme\",\"at\":%d,\"method\":\"GET\",\"route\":\"/\",\"status\":200}";
        String tick = "{\"type\":\"tick\",\"at\":%d}";
        long day = 24 * HOUR;
        List<String> lines = java.util.stream.Stream.of(
                        call.formatted(START + 40 * day),
                        tick.formatted(START),
                        call.formatted(START + day),
                        call.formatted(START + day + 1),
                        tick.formatted(START - 1),
                        tick.formatted(START + 31 * day),
                        tick.formatted(START + 63 * day),
                        call.formatted(START))
                .toList();
        Run run = Run.of(file("t.ndjson", lines), "--report", "-");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.report().path("events").asLong()).isEqualTo(3);
        assertThat(run.report().path("rejected").asLong()).isEqualTo(3);
        assertThat(run.err())
                .containsPattern("t\\.ndjson:4: at \\(.*\\) is more than 24 hours ahead of the last tick")
                .containsPattern("t\\.ndjson:5: tick \\(2025-11-29T23:59:59.999Z\\) lies before")
                .containsPattern("t\\.ndjson:7: tick \\(.*\\) is more than 31 days after");
    }

    @Test
    void shouldTellHowManyLinesAreLaterThanCanBeSorted() throws IOException {
        List<String> backwards = traffic(8).stream()
                .sorted(java.util.Comparator.comparingLong(WindowModel.Calls::atMillis)
                        .reversed())
                .map(ReplayTest::combined)
                .toList();
        Path file = file("b.log", backwards);
        assertThat(Run.of(file, "--report", "-").err()).containsPattern("\\d late by more than --lateness \\(1h\\)");
        assertThat(Run.of(file, "--report", "-", "--lateness", "7h").err()).doesNotContain("late by");
    }

    @Test
    void shouldTakeAFileOfEmptyLinesForAnEmptyOne() throws IOException {
        Run run = Run.of(file("e.log", List.of("", " ", "")), "--report", "-");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.report().path("lines").asLong()).isEqualTo(3);
        assertThat(run.report().path("events").asLong()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            425A68393141 | is packed with bzip2
            FD377A585A00 | is packed with xz
            504B03041400 | is packed with zip
            FFFE68002000 | is in UTF-16
            5B0A7B7D0A5D | is a JSON array
            """)
    void shouldSayWhatToDoWithWhatIsNoLog(String hex, String message) throws IOException {
        Path file = Files.write(directory.resolve("x"), java.util.HexFormat.of().parseHex(hex));
        Run run = Run.of(file);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().strip()).contains(message).doesNotContain("\n");
    }

    @Test
    void shouldLeaveOutWhatIsAfterUntil() throws IOException {
        List<WindowModel.Calls> calls = traffic(5);
        Path file = file("u.log", calls.stream().map(ReplayTest::combined).toList());
        Instant until = Instant.ofEpochMilli(START + 2 * HOUR);
        Run run = Run.of(file, "--until", until, "--report", "-", "--lateness", "7h");
        assertThat(run.report().path("events").asLong())
                .isEqualTo(calls.stream()
                        .filter(call -> call.atMillis() <= START + 2 * HOUR)
                        .count());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nowhere.log                               | no such file
            --report -                                | no file given
            x.log --format xml                        | --format (xml) is unknown
            x.log --rules bad.yaml                    | --rules
            x.log --offline --url http://localhost:1  | exclude each other
            x.log --again                             | --again is for replays to a server
            x.log --lateness soon                     | is no span of time
            prose.txt                                 | cannot tell the format
            """)
    void shouldRefuseWhatCannotBeDoneInOneLine(String arguments, String message) throws IOException {
        file("x.log", traffic(6).stream().limit(5).map(ReplayTest::combined).toList());
        file("prose.txt", List.of("once upon a time", "there was a log"));
        file("bad.yaml", List.of("rules:", "  - {id: a, when: 'no_such_signal > 1'}"));
        Object[] words = java.util.Arrays.stream(arguments.split(" +"))
                .map(word -> word.matches("[a-z]+\\.[a-z]+") ? directory.resolve(word) : word)
                .toArray();
        Run run = Run.of(words);
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err().strip()).contains(message).doesNotContain("\n");
    }
}
