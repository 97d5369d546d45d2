package io.aegis.server.dashboard;

import io.aegis.server.dashboard.page.ImportProgress;
import io.aegis.server.dashboard.page.ImportReport;
import io.aegis.server.security.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Takes a spreadsheet of customer records, line by line like any other source, and tells how far it has come. */
@Controller
final class ImportController {

    /** What is over so soon is told at once. */
    private static final long SHORT_MILLIS = 1_500;

    private final Imports imports;
    private final CustomerController customers;
    private final Frame frame;
    private final Pages pages;

    ImportController(Imports imports, CustomerController customers, Frame frame, Pages pages) {
        this.imports = imports;
        this.customers = customers;
        this.frame = frame;
        this.pages = pages;
    }

    @PostMapping("/customers/import")
    View take(@RequestPart("file") MultipartFile file, HttpServletRequest request) throws IOException {
        try {
            imports.begin(file, Principal.of(request).name()).awaitEnd(SHORT_MILLIS);
        } catch (IllegalArgumentException unreadable) {
            String why = "Nothing was taken. "
                    + String.valueOf(unreadable.getMessage()).replace('\n', ' ');
            return refused(400, why, request);
        } catch (Imports.BusyException busy) {
            return refused(409, String.valueOf(busy.getMessage()), request);
        }
        return toTheList();
    }

    /** How far it is, for the page to put in place. */
    @GetMapping("/customers/import")
    View progress() {
        ImportProgress progress = imports.progress();
        return progress == null
                ? (model, request, response) -> response.setStatus(204)
                : pages.view(200, "customer/import", Map.of("progress", progress, "assets", frame.assets()));
    }

    @PostMapping("/customers/import/stop")
    View stop(HttpServletRequest request) {
        imports.stop(Principal.of(request).name());
        return toTheList();
    }

    @PostMapping("/customers/import/close")
    View close() {
        imports.close();
        return toTheList();
    }

    @ExceptionHandler
    View tooLarge(MaxUploadSizeExceededException tooLarge, HttpServletRequest request) {
        return refused(
                413,
                "Nothing was taken. The file is larger than " + (Uploads.FILE_BYTES_MAX >> 20)
                        + " MiB. Split it, or leave out columns that are no part of a record.",
                request);
    }

    private View refused(int code, String why, HttpServletRequest request) {
        return customers.page(code, Map.of(), new ImportReport(why, List.of(), true), request);
    }

    /** By another address, so that who reloads it sends no file again. */
    private static View toTheList() {
        RedirectView view = new RedirectView("/customers");
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
