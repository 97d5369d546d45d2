package io.aegis.server;

import io.aegis.codec.event.Masking;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorLimits;
import io.aegis.server.processing.MonitorOptions;
import io.aegis.server.processing.TimeMode;
import io.aegis.server.projection.Retention;
import io.aegis.server.sources.ConfiguredSources;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the server inside this process. */
public final class ServerMain {

    private static final Logger LOG = LoggerFactory.getLogger(ServerMain.class);

    private ServerMain() {}

    /**
     * Starts and waits until events are taken. Recovery and the web part start side by side.
     *
     * @throws IllegalStateException with what is wrong (port taken, data of another time mode, …) and what to do
     */
    public static RunningServer start(ServerOptions options) {
        long startNanos = System.nanoTime();
        // The web part configures its registry while the monitor counts already: each has its own over the same
        // figures.
        var figures = new PrometheusRegistry();
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, figures, Clock.SYSTEM);
        String rules = rules(options.rulesFile());
        HostFile.Settings settings = HostFile.read(options.configFile());
        MonitorLimits limits = settings.limits();
        Opening opening = Opening.begin(() -> Monitor.open(monitorOptions(options, rules, metrics, limits)));
        ConfigurableApplicationContext context = null;
        try {
            context = context(options, settings.sources(), opening, figures, limits);
            opening.monitor();
            // Read while the database is there: a first page or request may find it away.
            context.getBean(Masking.class);
            var server = new RunningServer(context, opening);
            LOG.info(
                    "ready at {} after {} s, time: {}, data: {}",
                    server.url(),
                    String.format(Locale.ROOT, "%.1f", (System.nanoTime() - startNanos) / 1e9),
                    options.timeMode().id(),
                    options.dataDir());
            return server;
        } catch (RuntimeException failure) {
            if (context != null) {
                context.close();
            }
            RuntimeException cause = opening.causeOf(failure);
            opening.close();
            throw cause;
        }
    }

    private static MonitorOptions monitorOptions(
            ServerOptions options, @Nullable String rules, PrometheusMeterRegistry metrics, MonitorLimits limits) {
        return new MonitorOptions(
                options.dataDir(),
                options.databaseUrl(),
                options.timeMode(),
                rules,
                metrics,
                limits,
                InstantSource.system());
    }

    private static ConfigurableApplicationContext context(
            ServerOptions options,
            ConfiguredSources sources,
            Opening opening,
            PrometheusRegistry figures,
            MonitorLimits limits) {
        var application = new SpringApplication(ServerParts.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(SETTINGS);
        application.addInitializers(context -> {
            var beans = (GenericApplicationContext) context;
            beans.registerBean(ServerOptions.class, () -> options);
            beans.registerBean(TimeMode.class, options::timeMode);
            beans.registerBean(Retention.class, limits::retention);
            beans.registerBean(ConfiguredSources.class, () -> sources);
            beans.registerBean(Opening.class, () -> opening, definition -> definition.setDestroyMethodName(""));
            beans.registerBean(
                    PrometheusMeterRegistry.class,
                    () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, figures, Clock.SYSTEM));
            beans.registerBean(PrometheusRegistry.class, () -> figures);
        });
        return application.run();
    }

    private static final Map<String, Object> SETTINGS = Map.of(
            "management.endpoints.web.exposure.include", "health,prometheus",
            "management.endpoints.web.discovery.enabled", "false",
            "management.endpoint.health.probes.enabled", "true",
            "management.endpoint.health.show-details", "never",
            "management.endpoint.health.group.readiness.include", "readinessState,monitor",
            "management.health.defaults.enabled", "false",
            "spring.jmx.enabled", "false",
            "spring.main.web-application-type", "servlet",
            "spring.web.resources.add-mappings", "false",
            "spring.lifecycle.timeout-per-shutdown-phase", "20s");

    private static @Nullable String rules(@Nullable Path file) {
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new IllegalStateException(
                    "rule file (" + file + ") does not exist.\nGive another one or leave it out.", missing);
        } catch (IOException failure) {
            throw new UncheckedIOException("rule file (" + file + ") cannot be read", failure);
        }
    }
}
