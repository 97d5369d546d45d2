package io.aegis.server;

import io.aegis.server.http.AnswerHeaders;
import io.aegis.server.http.RequestIds;
import io.aegis.server.http.RequestTimes;
import io.aegis.server.intake.BodyLimits;
import io.aegis.server.processing.Monitor;
import io.aegis.server.security.AccessMode;
import io.aegis.server.simulator.SimulatorLink;
import io.aegis.server.simulator.TruthBeside;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.endpoint.web.WebMvcHealthEndpointExtensionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Lazy;

/** What the server is made of. Only the parts of Spring Boot that are named here are switched on. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    ApplicationAvailabilityAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    EndpointAutoConfiguration.class,
    WebEndpointAutoConfiguration.class,
    ManagementContextAutoConfiguration.class,
    ServletManagementContextAutoConfiguration.class,
    HealthContributorRegistryAutoConfiguration.class,
    HealthEndpointAutoConfiguration.class,
    AvailabilityProbesAutoConfiguration.class,
    AvailabilityHealthContributorAutoConfiguration.class,
    WebMvcHealthEndpointExtensionAutoConfiguration.class,
    MetricsAutoConfiguration.class,
    PrometheusMetricsExportAutoConfiguration.class,
    JvmMetricsAutoConfiguration.class,
    SystemMetricsAutoConfiguration.class
})
@ComponentScan(
        basePackages = "io.aegis.server",
        lazyInit = true,
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
class ServerParts {

    @Bean
    TomcatServletWebServerFactory webServer(ServerOptions options, BodyLimits limits) {
        return Tomcat.factory(options, limits);
    }

    @Bean(destroyMethod = "")
    @Lazy
    Monitor monitor(Opening opening) {
        return opening.monitor();
    }

    @Bean(destroyMethod = "")
    @Lazy
    DataSource dataSource(Monitor monitor) {
        return monitor.dataSource();
    }

    @Bean
    SimulatorLink simulatorLink(ServerOptions options) {
        return new SimulatorLink(options.simulator());
    }

    @Bean
    @Lazy
    TruthBeside truthBeside(SimulatorLink link, Monitor monitor) {
        return new TruthBeside(link, monitor);
    }

    @Bean
    AccessMode accessMode(ServerOptions options) {
        return options.demo() ? AccessMode.DEMO : AccessMode.CLOSED;
    }

    @Bean
    MonitorHealth monitorHealthIndicator(Opening opening) {
        return new MonitorHealth(opening);
    }

    @Bean
    FilterRegistrationBean<RequestIds> requestIds(MeterRegistry registry) {
        return ordered(new RequestIds(new RequestTimes(registry)), 1);
    }

    @Bean
    FilterRegistrationBean<AnswerHeaders> answerHeaders() {
        return ordered(new AnswerHeaders(), 2);
    }

    @Bean
    FilterRegistrationBean<ReadyFilter> readyFilter(Opening opening) {
        return ordered(new ReadyFilter(opening), 3);
    }

    private static <T extends jakarta.servlet.Filter> FilterRegistrationBean<T> ordered(T filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.setAsyncSupported(true);
        return registration;
    }
}
