package io.aegis.server.api;

import io.aegis.server.http.Answers;
import io.aegis.server.http.Problem;
import io.aegis.server.processing.Monitor;
import io.aegis.server.projection.UnattributedRow;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Traffic of ids that belong to nobody known: listed, and given to a customer. */
@RestController
final class UnattributedController {

    private final Monitor monitor;

    UnattributedController(Monitor monitor) {
        this.monitor = monitor;
    }

    @GetMapping("/api/v1/unattributed")
    Listing<UnattributedRow> list(HttpServletRequest request) {
        Query query = Query.of(request, "source", "limit", "cursor");
        return Listing.of(Cursors.checked(
                () -> monitor.intake().unattributed(query.text("source"), query.text("cursor"), query.limit())));
    }

    /** From now on the id means the customer in the member {@code customer}; what came before stays where it is. */
    @PostMapping("/api/v1/unattributed/{source}/{id}/link")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void link(@PathVariable String source, @PathVariable String id, HttpServletRequest request) throws IOException {
        Query.of(request);
        String customer = Body.of(request, "customer").text("customer");
        if (customer == null) {
            throw Problem.of(400, "Field (customer) is missing.\nGive the id of the customer whose this is.")
                    .with("field", "customer")
                    .exception();
        }
        if (!Answers.await(monitor.link(source, id, customer))) {
            throw Problem.of(404, "Customer (" + customer + ") is not known.\nList them with GET /api/v1/customers.")
                    .exception();
        }
    }
}
