package io.aegis.server;

import io.aegis.server.processing.Monitor;
import java.util.Objects;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A started server that takes events. Closing it finishes what was accepted and releases port and data. */
public final class RunningServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Opening opening;

    RunningServer(ConfigurableApplicationContext context, Opening opening) {
        this.context = context;
        this.opening = opening;
    }

    /** The port it listens on. */
    public int port() {
        return Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer(), "web server")
                .getPort();
    }

    public String url() {
        return "http://localhost:" + port();
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    public Monitor monitor() {
        return opening.monitor();
    }

    /** Requests under way are answered first, then the monitor takes its cut. */
    @Override
    public void close() {
        context.close();
        opening.close();
    }
}
