package io.aegis.simulator.run;

import io.aegis.simulator.world.Company;
import io.aegis.simulator.world.Durations;
import io.aegis.simulator.world.Occurrence;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The simulator's log: a line for what changed, the lines of one kind past the first ten summed up in one. */
public final class CycleLog {

    private static final int LINES_OF_A_KIND_MAX = 10;
    private static final long HISTORY_EVERY_MILLIS = 10_000;
    private static final String RULE = "=".repeat(60);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private enum Kind {
        SPIKE,
        FIX,
        TREND,
        FIRST_CALL,
        SIGN_UP,
        OUTAGE
    }

    private final PrintStream out;
    private final Clock clock;
    private final Map<Kind, List<String>> lines = new EnumMap<>(Kind.class);

    private long historyToldMillis;

    /** @param clock of the wall, for the time in front of each line */
    public CycleLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    void started(long intervalMillis) {
        info("🚀 Starting Customer Activity Simulator");
        info("📊 Updating customer data %s"
                .formatted(intervalMillis == 0 ? "without waiting" : "every " + Durations.words(intervalMillis)));
        out.println(RULE);
    }

    void historyBegins(String span) {
        historyToldMillis = clock.millis();
        info("📚 Sending %s of history".formatted(span));
    }

    /** How far history is, every ten seconds. */
    void history(long doneMillis, long ofMillis, long events) {
        if (clock.millis() - historyToldMillis >= HISTORY_EVERY_MILLIS) {
            historyToldMillis = clock.millis();
            info("📚 History: %d %% sent, %d events".formatted(100 * doneMillis / ofMillis, events));
        }
    }

    void cycle() {
        info("🔄 Running simulation cycle...");
    }

    void info(String text) {
        line("INFO", text);
    }

    /** Something that a person should know, though the run goes on. */
    public void warning(String text) {
        line("WARNING", text);
    }

    private void line(String level, String text) {
        out.println(
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).format(TIME) + " - " + level + " - " + text);
    }

    /** Remembers a turn of the truth for the end of the cycle. */
    void note(@Nullable Company company, Occurrence what) {
        String name = company == null ? "The platform" : company.name();
        switch (what) {
            case Occurrence.Line ignored -> {}
            case Occurrence.Spike spike ->
                add(
                        Kind.SPIKE,
                        "🚨 %s: Error rate spike! %s → %s".formatted(name, percent(spike.from()), percent(spike.to())));
            case Occurrence.Fix fix ->
                add(Kind.FIX, "🔧 %s: Errors fixed! %s → %s".formatted(name, percent(fix.from()), percent(fix.to())));
            case Occurrence.TrendTurn turn ->
                add(
                        Kind.TREND,
                        "%s %s: Usage trend %s → %s"
                                .formatted(
                                        turn.to().equals("declining")
                                                ? "📉"
                                                : turn.to().equals("stable") ? "➖" : "📈",
                                        name,
                                        turn.from(),
                                        turn.to()));
            case Occurrence.FirstCall ignored -> add(Kind.FIRST_CALL, "🎉 %s: Made first API call!".formatted(name));
            case Occurrence.SignUp ignored -> add(Kind.SIGN_UP, "🆕 New customer signed up: %s".formatted(name));
            case Occurrence.Outage outage ->
                add(
                        Kind.OUTAGE,
                        outage.begins()
                                ? "🔥 %s fails for %s of its customers".formatted(name, percent(outage.share()))
                                : "🔧 %s works again".formatted(name));
        }
    }

    private void add(Kind kind, String line) {
        lines.computeIfAbsent(kind, ignored -> new ArrayList<>()).add(line);
    }

    /** Forgets what was noted, without a line. */
    void forget(List<Company> companies) {
        lines.clear();
        companies.forEach(Company::takeCycleCalls);
    }

    void cycleComplete(List<Company> companies) {
        calls(companies);
        for (List<String> of : lines.values()) {
            for (int i = 0; i < of.size() && i < LINES_OF_A_KIND_MAX; i++) {
                info(of.get(i));
            }
            if (of.size() > LINES_OF_A_KIND_MAX) {
                String first = of.getFirst();
                info("%s and %d more like it"
                        .formatted(first.substring(0, first.indexOf(' ')), of.size() - LINES_OF_A_KIND_MAX));
            }
        }
        lines.clear();
        info("✅ Cycle complete");
        out.println(RULE);
    }

    private void calls(List<Company> companies) {
        int told = 0;
        int others = 0;
        long otherCalls = 0;
        for (Company company : companies) {
            long calls = company.takeCycleCalls();
            if (calls > 0 && told < LINES_OF_A_KIND_MAX) {
                told++;
                info("📞 %s: +%d API calls (total: %d)".formatted(company.name(), calls, company.calls()));
            } else if (calls > 0) {
                others++;
                otherCalls += calls;
            }
        }
        if (others > 0) {
            info("📞 and %d more customers: +%d API calls".formatted(others, otherCalls));
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }
}
