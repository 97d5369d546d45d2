package io.aegis.e2e;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What went wrong on pages while a test worked on them, and what they asked of other hosts. */
final class Watched {

    private final List<String> faults = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();

    Page on(Page page) {
        page.onPageError(error -> faults.add(page.url() + " " + error));
        page.onConsoleMessage(message -> {
            boolean refused = message.text().contains("Content Security Policy");
            boolean thrown = message.type().equals("error") && message.text().contains("Uncaught");
            if (refused || thrown) {
                faults.add(page.url() + " " + message.text());
            }
        });
        page.onDialog(dialog -> {
            faults.add(page.url() + " showed a dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            URI uri = URI.create(request.url().replaceAll("[^\\x21-\\x7e]", "_"));
            if (uri.getHost() != null && !uri.getHost().equals("localhost")) {
                foreign.add(request.url());
            }
        });
        return page;
    }

    List<String> faults() {
        return faults;
    }

    List<String> foreign() {
        return foreign;
    }
}
