package io.aegis.server.dashboard;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;

/** How large a file a form may carry. */
@Configuration(proxyBeanMethods = false)
class Uploads {

    private static final long FILE_BYTES_MAX = 16L << 20;
    private static final int IN_MEMORY_BYTES_MAX = 1 << 20;

    @Bean
    MultipartConfigElement multipartConfig() {
        return new MultipartConfigElement(
                "", FILE_BYTES_MAX, FILE_BYTES_MAX + IN_MEMORY_BYTES_MAX, IN_MEMORY_BYTES_MAX);
    }

    @Bean
    StandardServletMultipartResolver multipartResolver() {
        return new StandardServletMultipartResolver();
    }
}
