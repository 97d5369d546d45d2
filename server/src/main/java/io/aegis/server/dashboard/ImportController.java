package io.aegis.server.dashboard;

import io.aegis.codec.event.EventReader;
import io.aegis.server.dashboard.page.ImportReport;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** Takes a spreadsheet of customer records, line by line like any other source. */
@Controller
final class ImportController {

    private static final long WAIT_SECONDS = 60;
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
        MonitorStatus status = monitor.status();
        Instant at = status.nowMillis() < 0 ? Instant.EPOCH : Instant.ofEpochMilli(status.nowMillis());
        CustomerImport records;
        try {
            records = CustomerImport.read(file.getBytes(), at.toString(), reader);
        } catch (IllegalArgumentException unreadable) {
            return customers.page(400, Map.of(), unreadable(unreadable), request);
        }
        if (records.lines().isEmpty()) {
            return customers.page(200, Map.of(), records.report(new Receipt(0, List.of(), false)), request);
        }
        Submission submission = new Submission(Principal.of(request).name(), records.lines(), null, null, false);
        Receipt receipt = monitor.submit(submission)
                .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                .join();
        awaitTables();
        return customers.page(200, Map.of(), records.report(receipt), request);
    }

    /** The list that follows is to show what was taken; where that takes long, it follows by itself. */
    private void awaitTables() {
        long position = monitor.status().position();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TABLES_SECONDS);
        while (monitor.status().projected() < position && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static ImportReport unreadable(IllegalArgumentException reason) {
        return new ImportReport(
                "Nothing was taken. " + String.valueOf(reason.getMessage()).replace('\n', ' '), List.of(), true);
    }
}
