package io.aegis.server.dashboard;

import io.aegis.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Pages read their parameters as they come; what is no text is refused before, as the database would fail over it. */
@Component
final class ReadableParameters implements HandlerInterceptor, WebMvcConfigurer {

    private static final String PAGES = ReadableParameters.class.getPackageName();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (ofPage(handler) && !multipart(request) && unreadable(request)) {
            throw new IllegalArgumentException(Problem.UNREADABLE.replace('\n', ' '));
        }
        return true;
    }

    private static boolean ofPage(Object handler) {
        return handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().equals(PAGES);
    }

    /** An upload is read as it comes, not before. */
    private static boolean multipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith("multipart/");
    }

    private static boolean unreadable(HttpServletRequest request) {
        try {
            return request.getParameterMap().values().stream()
                    .flatMap(Arrays::stream)
                    .anyMatch(value -> value.indexOf('\0') >= 0);
        } catch (InvalidParameterException wrong) {
            return true;
        }
    }
}
