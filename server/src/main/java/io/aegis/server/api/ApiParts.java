package io.aegis.server.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.aegis.server.processing.Monitor;
import io.aegis.server.projection.CustomerRow;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.PropertyNamingStrategies;

/** Wiring of this package. */
@Configuration(proxyBeanMethods = false)
class ApiParts {

    @Bean
    ProgramVersion programVersion() {
        return ProgramVersion.ofJar();
    }

    /** Names in snake case; what only the inside needs is left out. */
    @Bean
    JsonMapperBuilderCustomizer interfaceForm() {
        return builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addMixIn(CustomerRow.class, CustomerForm.class);
    }

    @Bean
    Streams streams(MeterRegistry registry) {
        var streams = new Streams();
        registry.gauge("aegis.streams.open", streams, Streams::open);
        return streams;
    }

    @Bean
    ServletRegistrationBean<StreamDoor> streamDoor(ObjectProvider<Monitor> monitor, Streams streams) {
        return new ServletRegistrationBean<>(
                new StreamDoor(() -> monitor.getObject().changes(), streams), StreamDoor.PATH);
    }

    @JsonIgnoreProperties("number")
    private interface CustomerForm {}
}
