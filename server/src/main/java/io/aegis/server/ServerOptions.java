package io.aegis.server;

import io.aegis.server.processing.TimeMode;
import io.aegis.server.simulator.SimulatorAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a server is started.
 *
 * @param port to listen on, 0 for a free one
 * @param bindLoopbackOnly whether only this machine can reach it; always so in a demo
 * @param dataDir made when missing
 * @param databaseUrl JDBC URL of the company's own PostgreSQL; null starts one in the data directory
 * @param timeMode must be the one that the data was begun with
 * @param demo open to the person at this machine, without sign-in
 * @param configFile YAML; null for defaults
 * @param rulesFile rules to put in force; null keeps those in force
 * @param simulator of a demo, which its page steers; null for none
 */
public record ServerOptions(
        int port,
        boolean bindLoopbackOnly,
        Path dataDir,
        @Nullable String databaseUrl,
        TimeMode timeMode,
        boolean demo,
        @Nullable Path configFile,
        @Nullable Path rulesFile,
        @Nullable SimulatorAddress simulator) {

    private static final int PORT_MAX = 65_535;

    public ServerOptions {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "port (" + port + ") is not from 0 to " + PORT_MAX + ".\nChoose another one.");
        }
        bindLoopbackOnly = bindLoopbackOnly || demo;
    }

    /** A server without a simulator. */
    public ServerOptions(
            int port,
            boolean bindLoopbackOnly,
            Path dataDir,
            @Nullable String databaseUrl,
            TimeMode timeMode,
            boolean demo,
            @Nullable Path configFile,
            @Nullable Path rulesFile) {
        this(port, bindLoopbackOnly, dataDir, databaseUrl, timeMode, demo, configFile, rulesFile, null);
    }

    /** A server on a free loopback port with its own database, as tests and trials want it. */
    public static ServerOptions local(Path dataDir, TimeMode timeMode, boolean demo) {
        return new ServerOptions(0, true, dataDir, null, timeMode, demo, null, null);
    }
}
