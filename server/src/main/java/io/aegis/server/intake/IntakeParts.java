package io.aegis.server.intake;

import io.aegis.codec.event.EventOptions;
import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Masking;
import io.aegis.server.processing.Monitor;
import io.aegis.server.security.InstallationKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Wiring of this package. What needs the monitor is made when it has recovered. */
@Configuration(proxyBeanMethods = false)
class IntakeParts {

    @Bean
    BodyLimits bodyLimits() {
        return BodyLimits.standard();
    }

    @Bean
    InFlight inFlight(BodyLimits limits, MeterRegistry registry) {
        var inFlight = new InFlight(limits);
        registry.gauge("aegis.intake.bytes.in.flight", inFlight, InFlight::bytes);
        return inFlight;
    }

    @Bean
    SourceFigures sourceFigures() {
        return new SourceFigures();
    }

    @Bean
    @Lazy
    Masking masking(InstallationKeys keys) {
        return new Masking(keys.key("masking"));
    }

    @Bean
    @Lazy
    EventReader eventReader(Masking masking) {
        return new EventReader(new EventOptions(masking));
    }

    @Bean
    @Lazy
    EventBodies eventBodies(EventReader reader) {
        return new EventBodies(reader);
    }

    @Bean
    @Lazy
    Acceptance acceptance(Monitor monitor, MeterRegistry registry, SourceFigures figures) {
        return new Acceptance(monitor, registry, figures, InstantSource.system());
    }

    @Bean
    ServletRegistrationBean<EventsDoor> eventsDoor(
            InFlight inFlight, ObjectProvider<EventBodies> bodies, ObjectProvider<Acceptance> acceptance) {
        var door = new EventsDoor(inFlight, bodies::getObject, acceptance::getObject);
        var registration = new ServletRegistrationBean<>(door, EventsDoor.PATH);
        registration.setLoadOnStartup(1);
        return registration;
    }
}
