package io.aegis.server.dashboard;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/** The typed templates, compiled with the program. */
@Component
final class Pages {

    private static final String PACKAGE = "io.aegis.server.dashboard.template";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Pages.class.getClassLoader(), PACKAGE);

    /** A template that takes one parameter, {@code page}. */
    View view(String template, Object page) {
        return view(200, template, Map.of("page", page));
    }

    /** A template with its parameters by name. */
    View view(int status, String template, Map<String, Object> parameters) {
        return (model, request, response) -> {
            Utf8ByteOutput output = new Utf8ByteOutput();
            engine.render(template + ".jte", parameters, output);
            response.setStatus(status);
            response.setContentType("text/html; charset=utf-8");
            response.setContentLength(output.getContentLength());
            output.writeTo(response.getOutputStream());
        };
    }
}
