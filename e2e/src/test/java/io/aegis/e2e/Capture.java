package io.aegis.e2e;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A request that a real client sent, as it was recorded, sent once more: order and case of headers, bytes of the body. */
final class Capture {

    private static final String RECORDED_TOKEN = "ingest-token-1";
    private static final int CHUNK_BYTES = 1_000;

    private final JsonNode request;
    private final byte[] body;

    private Capture(JsonNode request, byte[] body) {
        this.request = request;
        this.body = body;
    }

    /** @param name as {@code segment/batch-1} */
    static Capture read(Path fixtures, String name) {
        Path file = fixtures.resolve(name + ".request.json");
        try {
            JsonNode request = Api.json(Files.readString(file));
            return new Capture(
                    request,
                    Files.readAllBytes(
                            file.resolveSibling(request.get("body_file").asString())));
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot read the capture " + file, fault);
        }
    }

    /** Only the port and the token are not those of the recording; what the server answered. */
    Reply send(int port, String token) {
        return send(port, token, request.get("path").asString());
    }

    Reply send(int port, String token, String path) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(wire(token, path));
            out.flush();
            return Reply.read(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private byte[] wire(String token, String path) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
        boolean chunked = false;
        for (JsonNode header : request.get("headers")) {
            String name = header.get(0).asString();
            String value = header.get(1).asString();
            chunked |= name.equalsIgnoreCase("transfer-encoding");
            head.append(name).append(": ").append(value(name, value, token)).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!chunked) {
            out.write(body);
            return out.toByteArray();
        }
        for (int from = 0; from < body.length; from += CHUNK_BYTES) {
            int length = Math.min(CHUNK_BYTES, body.length - from);
            out.write((HexFormat.of().withUpperCase().toHexDigits(length).replaceFirst("^0+", "") + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body, from, length);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static String value(String name, String value, String token) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "authorization" -> {
                String basic = value.startsWith("Basic ")
                        ? new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8)
                        : value;
                String ours = basic.replace(RECORDED_TOKEN, token);
                yield value.startsWith("Basic ")
                        ? "Basic " + Base64.getEncoder().encodeToString(ours.getBytes(StandardCharsets.UTF_8))
                        : ours;
            }
            default -> value;
        };
    }

    /** Status, content type and body of an answer. */
    record Reply(int status, String contentType, String body) {

        static Reply read(BufferedReader in) throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("the server closed the connection without an answer");
            }
            int status = Integer.parseInt(line.split(" ")[1]);
            String type = "";
            int length = -1;
            for (line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                switch (line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)) {
                    case "content-type" -> type = value;
                    case "content-length" -> length = Integer.parseInt(value);
                    default -> {}
                }
            }
            StringBuilder text = new StringBuilder();
            for (int next = length == 0 ? -1 : in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
                if (text.toString().getBytes(StandardCharsets.UTF_8).length == length) {
                    break;
                }
            }
            return new Reply(status, type, text.toString());
        }
    }
}
