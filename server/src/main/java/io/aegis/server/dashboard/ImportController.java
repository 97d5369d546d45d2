package io.aegis.server.dashboard;

import io.aegis.codec.event.EventReader;
import io.aegis.server.dashboard.page.ImportReport;
import io.aegis.server.http.Answers;
import io.aegis.server.http.ProblemException;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import io.aegis.server.security.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** Takes a spreadsheet of customer records, line by line like any other source. */
@Controller
final class ImportController {

    private static final int ATTEMPTS_MAX = 60;
    private static final String STILL_WRITING = " The list below is still filling up.";
    private static final long TABLES_SECONDS = 5;

    private final Monitor monitor;
    private final EventReader reader;
    private final CustomerController customers;

    ImportController(Monitor monitor, EventReader reader, CustomerController customers) {
        this.monitor = monitor;
        this.reader = reader;
        this.customers = customers;
    }

    @PostMapping("/customers/import")
    View take(@RequestPart("file") MultipartFile file, HttpServletRequest request) throws IOException {
        CustomerImport records;
        try {
            records = CustomerImport.of(file::getInputStream);
        } catch (IllegalArgumentException unreadable) {
            return customers.page(400, Map.of(), unreadable(unreadable), request);
        }
        MonitorStatus status = monitor.status();
        Instant at = status.nowMillis() < 0 ? Instant.EPOCH : Instant.ofEpochMilli(status.nowMillis());
        String sender = Principal.of(request).name();
        ImportReport report =
                records.take(at.toString(), reader, lines -> submit(new Submission(sender, lines, null, null, false)));
        return customers.page(200, Map.of(), awaitTables() ? report : report.and(STILL_WRITING), request);
    }

    @ExceptionHandler
    View tooLarge(MaxUploadSizeExceededException tooLarge, HttpServletRequest request) {
        return customers.page(
                413,
                Map.of(),
                new ImportReport(
                        "Nothing was taken. The file is larger than " + (Uploads.FILE_BYTES_MAX >> 20)
                                + " MiB. Split it, or leave out columns that are no part of a record.",
                        List.of(),
                        true),
                request);
    }

    /** Waits while others fill the queue, as a program that is answered 429 would. */
    private Receipt submit(Submission submission) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Answers.await(monitor.submit(submission));
            } catch (ProblemException refused) {
                if (refused.problem().status() != 429 || attempt == ATTEMPTS_MAX) {
                    throw refused;
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    /** The list that follows is to show what was taken; where that takes long, false. */
    private boolean awaitTables() {
        long position = monitor.status().position();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TABLES_SECONDS);
        while (monitor.status().projected() < position && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return monitor.status().projected() >= position;
    }

    private static ImportReport unreadable(IllegalArgumentException reason) {
        return new ImportReport(
                "Nothing was taken. " + String.valueOf(reason.getMessage()).replace('\n', ' '), List.of(), true);
    }
}
