package io.aegis.server.dashboard;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.aegis.server.dashboard.chart.Band;
import io.aegis.server.dashboard.chart.EvidenceChart;
import io.aegis.server.dashboard.chart.Moment;
import io.aegis.server.dashboard.chart.Sparkline;
import io.aegis.server.dashboard.chart.UsageChart;
import io.aegis.server.dashboard.page.Address;
import io.aegis.server.dashboard.page.Choice;
import io.aegis.server.dashboard.page.CustomerPage;
import io.aegis.server.dashboard.page.CustomersPage;
import io.aegis.server.dashboard.page.Figures;
import io.aegis.server.dashboard.page.ImportProgress;
import io.aegis.server.dashboard.page.ImportReport;
import io.aegis.server.dashboard.page.InboxDetail;
import io.aegis.server.dashboard.page.InboxList;
import io.aegis.server.dashboard.page.InboxPage;
import io.aegis.server.dashboard.page.InboxRow;
import io.aegis.server.dashboard.page.Moves;
import io.aegis.server.dashboard.page.Notices;
import io.aegis.server.dashboard.page.ProblemPage;
import io.aegis.server.dashboard.page.Section;
import io.aegis.server.dashboard.page.Shell;
import io.aegis.server.processing.SilentSource;
import io.aegis.server.projection.IncidentRow;
import io.aegis.server.projection.InterventionDetail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every page laid out around one free text, without a server. */
final class SamplePages {

    static final String ASSETS = "assets";
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, SamplePages.class.getClassLoader(), "io.aegis.server.dashboard.template");

    private SamplePages() {}

    static Map<String, String> all(String text) {
        Map<String, String> pages = new TreeMap<>();
        pages.put("inbox", inbox(text, 24, true));
        pages.put("inbox-empty", inbox(text, 0, false));
        pages.put("customers", customers(text, true));
        pages.put("customers-empty", customers(text, false));
        pages.put("import-running", importing(text, null));
        pages.put("import-ended", importing(text, new ImportReport(text, List.of(text), true)));
        pages.put("customer", customer(text));
        pages.put("problem", render("page/problem", new ProblemPage(shell(null), 404, "Not found", text)));
        return pages;
    }

    static String render(String template, Object page) {
        StringOutput output = new StringOutput();
        ENGINE.render(template + ".jte", Map.of("page", page), output);
        return output.toString();
    }

    static Shell shell(@Nullable Section section) {
        return new Shell("Sample", section, ASSETS, true, null, 0, true, SampleRows.NOW, "local", 12, null);
    }

    static String inbox(String text, int rows, boolean chosen) {
        Address address = new Address("/", new TreeMap<>(Map.of("owner", rows == 0 ? text : "")));
        String[] priorities = {"critical", "high", "medium", "low"};
        String[] states = {"open", "open", "snoozed", "recovered", "open", "cleared"};
        List<InboxRow> list = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            list.add(new InboxRow(
                    SampleRows.intervention("i" + i, text, states[i % 6], priorities[i % 4]), spark(i), false));
        }
        InboxDetail detail = chosen ? detail(text, address) : null;
        return render(
                "inbox/page",
                new InboxPage(
                        shell(Section.INTERVENTIONS),
                        notices(text, rows > 0),
                        new Figures(214, 1_204_331, 182.4, List.of(3.0, 90.5, 182.4), 12, counts()),
                        address,
                        new InboxList(
                                list, address, rows > 0 ? "/?cursor=x" : null, rows == 0, false, "i1", SampleRows.NOW),
                        List.of(new Choice("error_debugging", "Error Debugging")),
                        text,
                        detail,
                        ""));
    }

    private static Notices notices(String text, boolean some) {
        return new Notices(
                some
                        ? List.of(new IncidentRow(
                                "platform_incident-1",
                                "platform_incident",
                                "server",
                                null,
                                "critical",
                                "open",
                                Instant.ofEpochMilli(SampleRows.NOW - 1_200_000L),
                                null,
                                "the API failed: 24% of the customers that called got 5xx answers when it was found",
                                0.24,
                                17,
                                19,
                                List.of(new IncidentRow.FailingRoute("GET", text, 412))))
                        : List.of(),
                some ? List.of(new SilentSource(text, SampleRows.NOW - 600_000L)) : List.of(),
                SampleRows.NOW);
    }

    private static InboxDetail detail(String text, Address address) {
        InterventionDetail data = SampleRows.detail("i1", text, "open");
        EvidenceChart.Series series = new EvidenceChart.Series(
                data.latest().series().fromMillis(),
                data.latest().series().stepMillis(),
                data.latest().series().calls(),
                data.latest().series().errors());
        return new InboxDetail(
                data,
                EvidenceChart.of(series, 0.10, SampleRows.NOW - 3 * 3_600_000L, SampleRows.NOW - 4 * 3_600_000L),
                List.of(new InboxDetail.SignalLine("error_rate", "18.2%", "17.0%")),
                data.opening().failing(),
                new Moves(true, true, true, true, true),
                "local",
                true,
                address.href(),
                SampleRows.NOW,
                text);
    }

    private static List<Figures.RuleCount> counts() {
        return List.of(
                new Figures.RuleCount("error_debugging", "Error Debugging", 5),
                new Figures.RuleCount("onboarding_check_in", "Onboarding Check In", 4),
                new Figures.RuleCount("retention_outreach", "Retention Outreach", 0),
                new Figures.RuleCount("upsell_suggestion", "Upsell Suggestion", 3));
    }

    static String customers(String text, boolean some) {
        List<CustomersPage.Line> lines = new ArrayList<>();
        String[] healths = {"healthy", "needs_attention", "at_risk", "new"};
        for (int i = 0; some && i < 30; i++) {
            lines.add(new CustomersPage.Line(
                    SampleRows.customer(text, healths[i % 4]), spark(i), List.of(text, "Error Debugging")));
        }
        Address address = new Address("/customers", new TreeMap<>(Map.of("query", some ? text : "")));
        return render(
                "customer/list",
                new CustomersPage(
                        shell(Section.CUSTOMERS),
                        address,
                        lines,
                        214,
                        true,
                        some ? text : null,
                        1_000,
                        new ImportReport(text, List.of(text), true),
                        null));
    }

    private static String importing(String text, @Nullable ImportReport report) {
        StringOutput output = new StringOutput();
        ImportProgress progress = new ImportProgress(text, text, 412_000, 1_000_000, 12, 24_310, report);
        ENGINE.render("customer/import.jte", Map.of("progress", progress, "assets", ASSETS), output);
        return output.toString();
    }

    static String customer(String text) {
        List<UsageChart.Step> steps = new ArrayList<>();
        long from = SampleRows.NOW - 168 * 3_600_000L;
        for (int i = 0; i < 168; i++) {
            long calls = 30 + (i * 31L) % 97;
            steps.add(new UsageChart.Step(from + i * 3_600_000L, calls, calls / 20, i % 9, 120 + i % 40));
        }
        Band band = Band.of(from + 40 * 3_600_000L, from + 60 * 3_600_000L, from, SampleRows.NOW, text, "");
        return render(
                "customer/page",
                new CustomerPage(
                        shell(Section.CUSTOMERS),
                        SampleRows.customerDetail(text),
                        List.of(
                                new CustomerPage.Step("New", from, CustomerPage.State.DONE),
                                new CustomerPage.Step("Trial created", from, CustomerPage.State.DONE),
                                new CustomerPage.Step("API keys generated", -1, CustomerPage.State.SKIPPED),
                                new CustomerPage.Step("First API call", from, CustomerPage.State.DONE),
                                new CustomerPage.Step("Integration validated", from, CustomerPage.State.NOW),
                                new CustomerPage.Step("Production ready", -1, CustomerPage.State.AHEAD)),
                        SignalGroups.of(SampleRows.customerDetail(text).view().signals()),
                        new CustomerPage.Usage(
                                text,
                                UsageChart.of(
                                        from,
                                        SampleRows.NOW,
                                        3_600_000L,
                                        steps,
                                        List.of(band),
                                        List.of(Moment.of(from, from, SampleRows.NOW, text, Moment.Tone.EVENT))),
                                "7d",
                                SampleRows.NOW),
                        SampleRows.NOW));
    }

    private static Sparkline spark(int seed) {
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            values.add(100L + (seed * 13L + i * 29L) % 71 + (seed % 3 - 1L) * i * 5L);
        }
        return Sparkline.line(values);
    }
}
