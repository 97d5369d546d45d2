package io.aegis.cli.replay;

import io.aegis.cli.rules.RuleText;
import io.aegis.cli.sources.ConfiguredLogs;
import io.aegis.cli.terminal.DurationConverter;
import io.aegis.cli.terminal.InstantConverter;
import io.aegis.cli.terminal.Interruption;
import io.aegis.cli.terminal.ServerAddress;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Masking;
import io.aegis.codec.rule.RuleFile;
import io.aegis.engine.rule.RuleSet;
import io.aegis.formats.accesslog.LogFormat;
import io.aegis.formats.source.LogReading;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aegis replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Runs real logs through the monitor, in this process or to a server.",
        footer = {
            "",
            "Files may be packed with gzip or zstd; - is standard input. Defaults: customer = client address,",
            "route = path without query string with ids as {id}, error = status of 400 or more."
        })
public final class ReplayCommand implements Callable<Integer> {

    /** Nothing of an offline replay is kept, so its hash key need not be secret; a fixed one repeats. */
    private static final byte[] HASH_KEY = "aegis replay offline".getBytes(StandardCharsets.US_ASCII);

    private static final Path STANDARD_STREAM = Path.of("-");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Logs to replay, merged by time.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "ndjson, combined, json-lines, haproxy, envoy, aws-elb, w3c, logfmt, gin, squid or columns; guessed if"
                            + " not given. With --config a source's name.")
    private @Nullable String format;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A server's configuration: the layout and mapping of its log are used.")
    private @Nullable Path config;

    @Option(
            names = "--customer-field",
            paramLabel = "F",
            description = "Field that names the customer: user, key, customer_id, a.b, …")
    private @Nullable String customerField;

    @Mixin
    private ServerAddress server = new ServerAddress();

    @Option(
            names = "--offline",
            description = "Monitor in this process, without a database (the default without --url).")
    private boolean offline;

    @Option(names = "--rules", paramLabel = "FILE", description = "Rules to use offline (default: those that ship).")
    private @Nullable Path rules;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the counts as JSON; - for standard output.")
    private @Nullable Path report;

    @Option(
            names = "--interventions",
            paramLabel = "FILE",
            description = "Writes each intervention as a line of JSON; - for standard output.")
    private @Nullable Path interventions;

    @Option(
            names = "--lateness",
            paramLabel = "SPAN",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "Lines that are out of order by up to this are sorted (default: ${DEFAULT-VALUE}).")
    private Duration lateness = Duration.ofHours(1);

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = InstantConverter.class,
            description = "Leaves out what is later, and lets time pass until then.")
    private @Nullable Instant until;

    @Option(names = "--again", description = "To a server: counts once more what was sent before.")
    private boolean again;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        PrintWriter notes = Objects.requireNonNull(spec).commandLine().getErr();
        Tally tally = new Tally();
        Complaints complaints = new Complaints(notes, tally);
        Masking masking = server.given() ? Masking.passingKeys() : new Masking(HASH_KEY);
        LogReading source = config == null ? null : ConfiguredLogs.reading(config, format);
        Feeds.Reading reading = new Feeds.Reading(
                new EventReader(masking),
                source == null ? format() : null,
                source == null ? null : () -> source.reader(masking),
                customerField,
                lateness.toMillis());
        long bytes = 0;
        for (Path file : files) {
            bytes += file.equals(STANDARD_STREAM) ? 0 : Files.size(file);
        }
        RuleSet ruleSet = server.given() ? null : ruleSet();
        try (Interruption stop = Interruption.wakes(() -> {});
                Feeds feeds = Feeds.open(files, reading, complaints, tally)) {
            Progress progress = new Progress(notes, tally, feeds, bytes);
            History history;
            if (ruleSet == null) {
                ServerTarget target = ServerTarget.connect(server, keyBase(), notes, tally);
                run(feeds, target, tally, stop, progress);
                history = report != null || interventions != null ? target.history() : new History(List.of());
            } else {
                OfflineMonitor target = new OfflineMonitor(ruleSet, CompanyIds.of(files, reading, end()), tally);
                run(feeds, target, tally, stop, progress);
                history = History.of(target);
            }
            complaints.close();
            notes.println("aegis: " + tally.summary(progress.seconds(), lateness));
            answer(tally, history);
            boolean nothing = tally.events == 0 && tally.rejected > 0;
            return stop.requested() || nothing || tally.damaged + tally.refused > 0 ? 1 : 0;
        }
    }

    private void run(Feeds feeds, Target target, Tally tally, Interruption stop, Progress progress)
            throws IOException, InterruptedException {
        new Replay(feeds, target, tally, end()).run(stop::requested, progress);
    }

    private @Nullable Long end() {
        return until == null ? null : until.toEpochMilli();
    }

    private void check() {
        if (files.isEmpty()) {
            throw new WrongInput("no file given: name the logs to replay, or - for standard input");
        }
        if (offline && server.given()) {
            throw new WrongInput("--offline and --url exclude each other: give one of them");
        }
        if (server.given() && rules != null) {
            throw new WrongInput("--rules is for offline replays: a server has its own, replaced by PUT /api/v1/rules");
        }
        if (server.given() && files.contains(STANDARD_STREAM)) {
            throw new WrongInput(
                    "standard input cannot be sent to a server: its content must be read twice; name a file");
        }
        if (again && !server.given()) {
            throw new WrongInput("--again is for replays to a server: offline every replay starts anew");
        }
        if (config != null && customerField != null) {
            throw new WrongInput("--config and --customer-field exclude each other: map the customer in " + config);
        }
        if (lateness.isNegative()) {
            throw new WrongInput("--lateness (" + lateness + ") is negative");
        }
        AnswerFile.check("--report", report);
        AnswerFile.check("--interventions", interventions);
    }

    private @Nullable LogFormat format() {
        if (format == null) {
            return null;
        }
        LogFormat named = LogFormat.named(format);
        if (named == null) {
            throw new WrongInput(
                    "--format (" + format + ") is unknown: give one of " + String.join(", ", LogFormat.ids()));
        }
        return named;
    }

    private RuleSet ruleSet() throws IOException {
        return rules == null ? RuleFile.shipped() : RuleText.rules(rules);
    }

    private KeyBase keyBase() throws IOException {
        List<Path> byName = files.stream().distinct().sorted().toList();
        List<byte[]> hashes = new ArrayList<>();
        for (Path file : byName) {
            hashes.add(LogFile.contentHash(file));
        }
        if (config != null) {
            hashes.add(LogFile.contentHash(config));
        }
        return KeyBase.of(hashes, format + "\n" + customerField + "\n" + lateness + "\n" + until, again);
    }

    private void answer(Tally tally, History history) {
        if (report != null) {
            write(report, List.of(tally.json(history)));
        }
        if (interventions != null) {
            write(interventions, history.rows().stream().map(History.Row::json).toList());
        }
        if (report == null && interventions == null && !server.given()) {
            write(STANDARD_STREAM, history.table());
        }
    }

    private void write(Path file, List<String> lines) {
        AnswerFile.write(file, lines, Objects.requireNonNull(spec).commandLine().getOut());
    }
}
