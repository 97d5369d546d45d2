package io.aegis.cli.labelled;

import io.aegis.cli.labelled.Series.Window;
import io.aegis.cli.rules.RuleText;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.rule.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code aegis evaluate series}: what the monitor finds in labelled series. */
@Command(
        name = "series",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the monitor over labelled series, beside a plain threshold and a plain 3-sigma rule.",
            "Prints precision, recall and delay as a table in Markdown, a row a folder and all together."
        })
public final class SeriesCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files with timestamp,value[,label], or folders with such; gzip is unpacked.")
    private List<Path> paths = List.of();

    @Option(
            names = "--windows",
            paramLabel = "FILE",
            description = "True spans as JSON, where the files have no label: {\"FOLDER/FILE\": [[FROM, UNTIL], ...]}.")
    private @Nullable Path windows;

    @Option(
            names = "--latency",
            paramLabel = "WORD",
            defaultValue = "latency",
            description = "A file with this in its path holds latencies, any other calls a step"
                    + " (default: ${DEFAULT-VALUE}).")
    private String latency = "";

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules of the monitor, instead of five for volume and latency that are made for this.")
    private @Nullable Path rules;

    @Override
    public Integer call() throws IOException {
        RuleSet set = rules == null ? madeForSeries() : RuleText.rules(rules);
        Map<String, List<Window>> told = windows == null ? Map.of() : windows(windows);
        List<Series> all = series(told);
        Map<String, Map<String, SeriesScore>> scores = new LinkedHashMap<>();
        for (Series each : all) {
            Map<String, SeriesScore> found = new LinkedHashMap<>();
            found.put(
                    "Aegis",
                    SeriesScore.of(each, Alarms.ofMonitor(each, each.name().contains(latency), set)));
            found.put("threshold", SeriesScore.of(each, Alarms.ofThreshold(each)));
            found.put("3 sigma", SeriesScore.of(each, Alarms.ofThreeSigma(each)));
            int folder = each.name().indexOf('/');
            add(scores, folder < 0 ? "." : each.name().substring(0, folder), found);
        }
        Map<String, Map<String, SeriesScore>> total = new LinkedHashMap<>(scores);
        scores.values().forEach(found -> add(total, "all", found));
        print(total);
        return 0;
    }

    private static void add(
            Map<String, Map<String, SeriesScore>> scores, String folder, Map<String, SeriesScore> found) {
        Map<String, SeriesScore> sum = scores.computeIfAbsent(folder, key -> new LinkedHashMap<>());
        found.forEach((who, score) -> sum.merge(who, score, SeriesScore::and));
    }

    private void print(Map<String, Map<String, SeriesScore>> scores) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("| series | who | found | of | false alarms | precision | recall | median delay, h |");
        out.println("|---|---|---:|---:|---:|---:|---:|---:|");
        scores.forEach((folder, found) ->
                found.forEach((who, score) -> out.println("| %s | %s | %d | %d | %d | %s | %s | %s |"
                        .formatted(
                                folder,
                                who,
                                score.found(),
                                score.windows(),
                                score.falseAlarms(),
                                digits(score.precision()),
                                digits(score.recall()),
                                digits(score.medianDelayHours())))));
        out.flush();
    }

    private static String digits(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }

    private List<Series> series(Map<String, List<Window>> told) throws IOException {
        List<Series> all = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new WrongInput("%s does not exist".formatted(path));
            }
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(SeriesFile::isOne)
                        .sorted()
                        .toList()) {
                    Path folder =
                            Objects.requireNonNullElse(path.relativize(file).getParent(), Path.of(""));
                    all.add(SeriesFile.read(file, name(folder, file), told));
                }
            }
        }
        if (all.isEmpty()) {
            throw new WrongInput("%s: no file named *.csv or *.csv.gz there".formatted(paths));
        }
        if (!told.isEmpty() && all.stream().noneMatch(each -> told.containsKey(each.name()))) {
            throw new WrongInput("%s tells of %s, but the files are named like %s"
                    .formatted(
                            windows,
                            told.keySet().iterator().next(),
                            all.getFirst().name()));
        }
        return all;
    }

    private static String name(Path folder, Path file) {
        return folder.resolve(SeriesFile.plainName(file)).toString().replace('\\', '/');
    }

    private static Map<String, List<Window>> windows(Path file) throws IOException {
        try {
            JsonNode root = new JsonMapper().readTree(Files.readString(file));
            Map<String, List<Window>> windows = new TreeMap<>();
            for (Map.Entry<String, JsonNode> each : root.properties()) {
                List<Window> spans = new ArrayList<>();
                for (JsonNode span : each.getValue()) {
                    spans.add(new Window(
                            SeriesFile.time(span.path(0).asString()),
                            SeriesFile.time(span.path(1).asString())));
                }
                windows.put(each.getKey(), spans);
            }
            return windows;
        } catch (JacksonException | DateTimeException wrong) {
            throw new WrongInput("%s is not JSON of files with spans: %s".formatted(file, wrong.getMessage()), wrong);
        }
    }

    /** Five for volume and latency: the shipped ones look for what a person should act on. */
    private static RuleSet madeForSeries() throws IOException {
        try (InputStream in = Objects.requireNonNull(SeriesCommand.class.getResourceAsStream("rules.yaml"))) {
            return RuleFile.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
