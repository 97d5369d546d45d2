package io.aegis.server.api;

import io.aegis.server.http.Problem;
import io.aegis.server.security.Principal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The approvals. Rules draft nothing before there is a delivery to carry it out, so the list is empty. */
@RestController
final class ActionsController {

    private static final List<String> STATUSES =
            List.of("draft", "approved", "rejected", "sent", "failed", "withdrawn", "held_back");

    @GetMapping("/api/v1/actions")
    Listing<Object> list(HttpServletRequest request) {
        Query query = Query.of(request, "status", "limit", "cursor");
        query.oneOf("status", STATUSES);
        query.limit();
        return Listing.empty();
    }

    @PostMapping("/api/v1/actions/{id}/{move:approve|reject|retry}")
    void move(
            @PathVariable String id,
            @PathVariable String move,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        boolean person = Principal.of(request).person();
        Problem refusal = person || move.equals("reject")
                ? unknown(id)
                : Problem.of(403, "Only a signed-in person may " + move + ".\nOpen the dashboard and do it there.");
        refusal.send(request, response);
    }

    @PatchMapping("/api/v1/actions/{id}")
    void change(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        unknown(id).send(request, response);
    }

    private static Problem unknown(String id) {
        return Problem.of(404, "Action (" + id + ") is not known.\nList them with GET /api/v1/actions.");
    }
}
