package io.aegis.server.dashboard;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.RejectedLine;
import io.aegis.server.dashboard.page.Wording;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.MonitorStatus;
import io.aegis.server.processing.Receipt;
import io.aegis.server.processing.Submission;
import io.aegis.server.security.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** Takes a spreadsheet of customer records, line by line like any other source. */
@Controller
final class ImportController {

    private static final long WAIT_SECONDS = 60;

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
        String csv = new String(file.getBytes(), StandardCharsets.UTF_8);
        Submission submission = new Submission(
                Principal.of(request).name(), CustomerImport.read(csv, at.toString(), reader), null, null, false);
        Receipt receipt = monitor.submit(submission)
                .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                .join();
        return customers.page(Map.of(), sentence(receipt), request);
    }

    static String sentence(Receipt receipt) {
        StringBuilder text = new StringBuilder()
                .append(Wording.exact(receipt.accepted()))
                .append(receipt.accepted() == 1 ? " record taken" : " records taken");
        if (!receipt.rejected().isEmpty()) {
            RejectedLine first = receipt.rejected().getFirst();
            text.append(", ").append(receipt.rejected().size()).append(" refused; the first in line ");
            text.append(first.line() + 1).append(": ").append(first.reason());
        }
        return text.append('.').toString();
    }
}
