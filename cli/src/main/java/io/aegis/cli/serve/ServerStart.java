package io.aegis.cli.serve;

import io.aegis.cli.rules.RuleText;
import io.aegis.cli.terminal.WrongInput;
import io.aegis.server.RunningServer;
import io.aegis.server.ServerMain;
import io.aegis.server.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Starts the server in this process; what was asked wrongly is told before anything is made on disk. */
public final class ServerStart {

    private ServerStart() {}

    /** @throws WrongInput with what is wrong about the options and what to do */
    public static RunningServer start(ServerOptions options) {
        requireFile("--config", options.configFile());
        requireFile("--rules", options.rulesFile());
        requireRules(options.rulesFile());
        requireFreePort(options.port(), options.bindLoopbackOnly());
        try {
            return ServerMain.start(options);
        } catch (IllegalStateException | IllegalArgumentException refused) {
            throw new WrongInput(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** @throws WrongInput if the port is no port */
    public static void requirePort(int port) {
        if (port < 0 || port > 65_535) {
            throw new WrongInput("--port (" + port + ") is no port: give one from 1 to 65535, or 0 for any free one");
        }
    }

    private static void requireFile(String option, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            throw new WrongInput(option + " (" + file + "): no such file, or not readable");
        }
        if (file != null && Files.isDirectory(file)) {
            throw new WrongInput(option + " (" + file + ") is a directory: name a file");
        }
    }

    private static void requireRules(@Nullable Path file) {
        try {
            if (file != null) {
                RuleText.rules(file);
            }
        } catch (IOException fault) {
            throw new WrongInput("--rules (" + file + ") cannot be read: " + fault.getMessage(), fault);
        }
    }

    private static void requireFreePort(int port, boolean loopbackOnly) {
        requirePort(port);
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(loopbackOnly ? new InetSocketAddress("localhost", port) : new InetSocketAddress(port));
        } catch (BindException taken) {
            throw new WrongInput(
                    "--port (" + port + ") is taken or not allowed: stop what listens there, or give another --port"
                            + " (0 for any free one)",
                    taken);
        } catch (IOException fault) {
            throw new WrongInput("--port (" + port + ") cannot be opened: " + fault.getMessage(), fault);
        }
    }
}
