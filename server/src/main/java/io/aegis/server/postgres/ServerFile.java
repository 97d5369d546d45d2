package io.aegis.server.postgres;

import io.aegis.server.postgres.Database.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code DIR/server.json}, readable by its owner only: where commands beside the server find its database. */
final class ServerFile {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ServerFile() {}

    static void write(Path dataDirectory, DatabaseAddress address) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("pid", ProcessHandle.current().pid());
        content.put("database_url", address.url());
        content.put("database_user", address.user());
        content.put("database_password", address.password());
        Path file = dataDirectory.resolve("server.json");
        Path part = dataDirectory.resolve("server.json.part");
        try {
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(part, JSON.writeValueAsBytes(content));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    static DatabaseAddress read(Path dataDirectory) {
        Path file = dataDirectory.resolve("server.json");
        try {
            JsonNode content = JSON.readTree(Files.readAllBytes(file));
            return new DatabaseAddress(
                    content.path("database_url").asString(),
                    text(content, "database_user"),
                    text(content, "database_password"));
        } catch (IOException | JacksonException e) {
            throw new IllegalStateException(
                    "the data directory (" + dataDirectory + ") is in use, but " + file
                            + " does not say where its database is\nTry again when the server has started.",
                    e);
        }
    }

    private static @Nullable String text(JsonNode content, String name) {
        JsonNode value = content.path(name);
        return value.isString() ? value.asString() : null;
    }
}
