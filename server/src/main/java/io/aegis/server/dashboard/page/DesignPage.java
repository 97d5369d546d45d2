package io.aegis.server.dashboard.page;

import io.aegis.engine.intervention.Evidence;
import io.aegis.server.dashboard.chart.EvidenceChart;
import io.aegis.server.dashboard.chart.Sparkline;
import java.util.List;

/** Every component once, with contents made up for the purpose. */
public record DesignPage(
        Shell shell, Sparkline usage, Sparkline shares, EvidenceChart chart, List<Evidence.Failing> failing) {

    public static final List<String> COLOURS = List.of(
            "ground",
            "surface",
            "raised",
            "sunken",
            "hover",
            "selected",
            "line",
            "line-strong",
            "edge",
            "text",
            "text-2",
            "text-3",
            "ink",
            "accent",
            "critical",
            "critical-soft",
            "high",
            "high-soft",
            "medium",
            "medium-soft",
            "low",
            "low-soft",
            "good",
            "good-soft",
            "plot-calls",
            "plot-errors",
            "plot-server",
            "plot-line",
            "plot-band");

    public static final List<String> ICONS = List.of(
            "shield",
            "inbox",
            "people",
            "rules",
            "sources",
            "settings",
            "play",
            "refresh",
            "search",
            "check",
            "clock",
            "user",
            "x",
            "undo",
            "comment",
            "arrow",
            "back",
            "up",
            "down",
            "flat",
            "sort-up",
            "sort-down",
            "download",
            "upload",
            "alert",
            "calm",
            "plug",
            "info");

    public static final List<String> STATUSES =
            List.of("open", "held", "snoozed", "recovered", "cleared", "resolved", "dismissed");

    public DesignPage {
        failing = List.copyOf(failing);
    }
}
