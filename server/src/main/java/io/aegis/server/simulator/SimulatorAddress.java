package io.aegis.server.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Where a demo's simulator listens on loopback.
 *
 * @param token without which it answers nobody
 */
public record SimulatorAddress(int port, String token) {

    private static final int TOKEN_BYTES = 24;

    /** A port that is free now, and a new token. */
    public static SimulatorAddress free() {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new SimulatorAddress(probe.getLocalPort(), HexFormat.of().formatHex(token));
        } catch (IOException fault) {
            throw new UncheckedIOException("no loopback port is free for the simulator", fault);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "SimulatorAddress[port=" + port + "]";
    }
}
