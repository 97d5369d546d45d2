package io.aegis.server.dashboard;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;

/** How large a file a form may carry. */
@Configuration(proxyBeanMethods = false)
class Uploads {

    /** Larger ones than a mebibyte lie on the disk while they are read. */
    static final long FILE_BYTES_MAX = 512L << 20;

    private static final int IN_MEMORY_BYTES_MAX = 1 << 20;

    @Bean
    MultipartConfigElement multipartConfig() {
        return new MultipartConfigElement(
                "", FILE_BYTES_MAX, FILE_BYTES_MAX + IN_MEMORY_BYTES_MAX, IN_MEMORY_BYTES_MAX);
    }

    @Bean
    StandardServletMultipartResolver multipartResolver() {
        StandardServletMultipartResolver resolver = new StandardServletMultipartResolver();
        // So that whoever takes the file can say that it is too large.
        resolver.setResolveLazily(true);
        return resolver;
    }
}
