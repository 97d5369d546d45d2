package io.aegis.server.security;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Wiring of this package. */
@Configuration(proxyBeanMethods = false)
class SecurityParts {

    private static final int AFTER_READY = 4;

    @Bean
    @Lazy
    Tokens tokens(DataSource database) {
        return new Tokens(database);
    }

    @Bean
    @Lazy
    InstallationKeys installationKeys(DataSource database) {
        return new InstallationKeys(database);
    }

    @Bean
    @Lazy
    Credentials credentials(Tokens tokens) {
        return new Credentials(tokens);
    }

    @Bean
    WriteKeys writeKeys(ObjectProvider<Credentials> credentials) {
        return new WriteKeys(credentials::getObject);
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(AccessMode mode, ObjectProvider<Credentials> credentials) {
        Supplier<Credentials> found = credentials::getObject;
        var registration = new FilterRegistrationBean<>(new AccessFilter(mode == AccessMode.DEMO, found));
        registration.setOrder(AFTER_READY);
        registration.setAsyncSupported(true);
        return registration;
    }
}
