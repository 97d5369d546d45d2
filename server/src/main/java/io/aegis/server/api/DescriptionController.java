package io.aegis.server.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The interface's own description. */
@RestController
final class DescriptionController {

    @GetMapping("/openapi.yaml")
    void openapi(HttpServletResponse response) throws IOException {
        response.setContentType("application/yaml;charset=UTF-8");
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/openapi.yaml"))) {
            file.transferTo(response.getOutputStream());
        }
    }
}
