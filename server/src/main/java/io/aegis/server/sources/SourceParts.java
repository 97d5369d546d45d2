package io.aegis.server.sources;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Masking;
import io.aegis.formats.source.SourceSetting;
import io.aegis.server.intake.Acceptance;
import io.aegis.server.intake.InFlight;
import io.aegis.server.intake.SourceFigures;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.security.WriteKeys;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Wiring of this package. */
@Configuration(proxyBeanMethods = false)
class SourceParts {

    @Bean
    ServletRegistrationBean<OtlpDoor> otlpDoor(
            InFlight inFlight,
            ConfiguredSources sources,
            ObjectProvider<Masking> masking,
            ObjectProvider<Acceptance> acceptance) {
        var door = new OtlpDoor(inFlight, sources, masking::getObject, acceptance::getObject);
        return new ServletRegistrationBean<>(door, OtlpDoor.PATHS);
    }

    @Bean
    ServletRegistrationBean<SegmentDoor> segmentDoor(
            InFlight inFlight,
            ConfiguredSources sources,
            ObjectProvider<EventReader> events,
            ObjectProvider<Acceptance> acceptance,
            WriteKeys writeKeys,
            TimeMode timeMode) {
        var door = new SegmentDoor(
                inFlight,
                writeKeys,
                sources,
                events::getObject,
                acceptance::getObject,
                InstantSource.system(),
                timeMode);
        return new ServletRegistrationBean<>(door, SegmentDoor.paths());
    }

    @Bean
    ServletRegistrationBean<AccessLogDoor> accessLogDoor(
            InFlight inFlight,
            ConfiguredSources sources,
            ObjectProvider<Masking> masking,
            ObjectProvider<Acceptance> acceptance) {
        var door = new AccessLogDoor(inFlight, sources, masking::getObject, acceptance::getObject);
        return new ServletRegistrationBean<>(door, AccessLogDoor.PATTERN);
    }

    @Bean
    ServletRegistrationBean<WebhookDoor> webhookDoor(
            InFlight inFlight,
            ConfiguredSources sources,
            ObjectProvider<EventReader> events,
            ObjectProvider<Acceptance> acceptance) {
        var door = new WebhookDoor(
                inFlight, hooks(sources, InstantSource.system()), events::getObject, acceptance::getObject);
        return new ServletRegistrationBean<>(door, WebhookDoor.PATTERN);
    }

    @Bean
    @Lazy
    JournalSteps journalSteps(Monitor monitor, SourceFigures figures) {
        return new JournalSteps(monitor, figures, InstantSource.system());
    }

    @Bean
    SourceRunner sourceRunner(
            ConfiguredSources sources,
            ObjectProvider<Masking> masking,
            ObjectProvider<JournalSteps> steps,
            ObjectProvider<EventReader> events) {
        return new SourceRunner(
                sources,
                masking::getObject,
                steps::getObject,
                () -> setting -> new JdbcPoll(setting, events.getObject(), steps.getObject(), InstantSource.system()));
    }

    @Bean
    @Lazy
    SourcesOverview sourcesOverview(
            ConfiguredSources sources,
            SourceFigures figures,
            SourceRunner runner,
            ObjectProvider<DataSource> database,
            ObjectProvider<Monitor> monitor,
            ApplicationContext server) {
        return new SourcesOverview(
                sources,
                figures,
                runner,
                database::getObject,
                () -> monitor.getObject().status().silentSources(),
                InstantSource.system(),
                server.getStartupDate());
    }

    @Bean
    @Lazy
    Departures departures(
            ObjectProvider<DataSource> database,
            ObjectProvider<EventReader> events,
            ObjectProvider<Acceptance> acceptance,
            ObjectProvider<JournalSteps> steps) {
        return new Departures(
                database::getObject,
                events::getObject,
                acceptance::getObject,
                setting -> new JdbcPoll(setting, events.getObject(), steps.getObject(), InstantSource.system()),
                InstantSource.system());
    }

    /** By name; the first of a kind also by the kind's name. */
    static Map<String, Webhook> hooks(ConfiguredSources sources, InstantSource clock) {
        Map<String, Webhook> hooks = new LinkedHashMap<>();
        for (SourceSetting source : sources.all()) {
            Webhook hook = hook(source, clock);
            if (hook != null) {
                hooks.put(source.name(), hook);
                hooks.putIfAbsent(source.type(), hook);
            }
        }
        return hooks;
    }

    private static @Nullable Webhook hook(SourceSetting source, InstantSource clock) {
        return switch (source) {
            case SourceSetting.Stripe stripe -> new StripeWebhook(stripe, clock);
            case SourceSetting.Chargebee chargebee -> new ChargebeeWebhook(chargebee);
            case SourceSetting.Sentry sentry -> new SentryWebhook(sentry);
            case SourceSetting.LogFile file -> null;
            case SourceSetting.PostedLog posted -> null;
            case SourceSetting.Otlp otlp -> null;
            case SourceSetting.Segment segment -> null;
            case SourceSetting.Jdbc jdbc -> null;
        };
    }
}
