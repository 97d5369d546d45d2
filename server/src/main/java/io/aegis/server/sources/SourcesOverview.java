package io.aegis.server.sources;

import io.aegis.formats.mapping.Plans;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.intake.SourceFigures;
import io.aegis.server.processing.SilentSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** All sources, configured or only seen, with what came from them. */
public final class SourcesOverview {

    private final ConfiguredSources configured;
    private final SourceFigures figures;
    private final SourceRunner runner;
    private final Supplier<DataSource> database;
    private final Supplier<List<SilentSource>> silent;
    private final InstantSource clock;
    private final long startedMillis;

    SourcesOverview(
            ConfiguredSources configured,
            SourceFigures figures,
            SourceRunner runner,
            Supplier<DataSource> database,
            Supplier<List<SilentSource>> silent,
            InstantSource clock,
            long startedMillis) {
        this.configured = configured;
        this.figures = figures;
        this.runner = runner;
        this.database = database;
        this.silent = silent;
        this.clock = clock;
        this.startedMillis = startedMillis;
    }

    /** Since when there are figures: those before a restart are gone. */
    public long startedMillis() {
        return startedMillis;
    }

    /** The configured ones in their order, then the others by name. */
    public List<SourceRow> rows() {
        SortedMap<String, SourceFigures.Figures> all = figures.all(clock.millis());
        Map<String, Long> strays = unattributed();
        Map<String, Long> quiet = new HashMap<>();
        silent.get().forEach(source -> quiet.put(source.name(), source.sinceMillis()));
        List<SourceRow> rows = new ArrayList<>();
        Set<String> others = new LinkedHashSet<>(all.keySet());
        others.addAll(strays.keySet());
        silent.get().forEach(source -> others.add(source.name()));
        for (SourceSetting source : configured.all()) {
            others.remove(source.name());
            SourceFigures.Figures its = all.getOrDefault(source.name(), SourceFigures.Figures.NOTHING);
            String trouble = runner.state(source.name()).trouble();
            rows.add(new SourceRow(
                    source.name(),
                    source.type(),
                    true,
                    its,
                    strays.getOrDefault(source.name(), 0L),
                    trouble == null ? its.refusal() : trouble,
                    quiet.getOrDefault(source.name(), -1L)));
        }
        for (String name : others) {
            SourceFigures.Figures its = all.getOrDefault(name, SourceFigures.Figures.NOTHING);
            rows.add(new SourceRow(
                    name,
                    "token",
                    false,
                    its,
                    strays.getOrDefault(name, 0L),
                    its.refusal(),
                    quiet.getOrDefault(name, -1L)));
        }
        return rows;
    }

    /** Which plan of a source is which tier, as the configuration says. */
    public List<PlanRow> plans() {
        List<PlanRow> rows = new ArrayList<>();
        for (SourceSetting source : configured.all()) {
            Plans plans =
                    switch (source) {
                        case SourceSetting.Segment segment -> segment.plans();
                        case SourceSetting.Stripe stripe -> stripe.plans();
                        case SourceSetting.Chargebee chargebee -> chargebee.plans();
                        case SourceSetting.Jdbc jdbc -> jdbc.plans();
                        case SourceSetting.LogFile file -> Plans.NONE;
                        case SourceSetting.PostedLog posted -> Plans.NONE;
                        case SourceSetting.Otlp otlp -> Plans.NONE;
                        case SourceSetting.Sentry sentry -> Plans.NONE;
                    };
            plans.listed().forEach((plan, tier) -> rows.add(new PlanRow(source.name(), plan, tier.id())));
        }
        return rows;
    }

    private Map<String, Long> unattributed() {
        Map<String, Long> bySource = new HashMap<>();
        try (Connection connection = database.get().getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select source, sum(events) from unattributed group by source");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                bySource.put(row.getString(1), row.getLong(2));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the database does not answer: " + failure.getMessage(), failure);
        }
        return bySource;
    }

    /** What to copy into the senders' configurations. */
    public List<SetupText> setups(String address) {
        return SetupText.all(address);
    }
}
