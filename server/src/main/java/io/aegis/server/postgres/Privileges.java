package io.aegis.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How PostgreSQL, which refuses to run as root, is run by this user. */
enum Privileges {
    /** This user is not root. */
    AS_IS("as this user", List.of()),
    /** In a user namespace of its own, in which root is nobody. */
    NAMESPACE("in a user namespace (unshare -U)", List.of("unshare", "-U")),
    /** As nobody, who then owns the database's files. */
    NOBODY("as user nobody (setpriv)", List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private static final int NOBODY_ID = 65534;

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> prefix;

    Privileges(String description, List<String> prefix) {
        this.description = description;
        this.prefix = prefix;
    }

    static Privileges detect() {
        if (!isRoot()) {
            return AS_IS;
        }
        if (succeeds("unshare", "-U", "true")) {
            return NAMESPACE;
        }
        if (succeeds("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true")) {
            return NOBODY;
        }
        throw new IllegalStateException("PostgreSQL does not run as root, and neither unshare -U nor setpriv works here"
                + "\nStart Aegis as another user, or give the address of your own PostgreSQL with --database.");
    }

    String description() {
        return description;
    }

    /** The command as this user has to start it. */
    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Makes the files belong to whom the server runs as. */
    void own(Path root) throws IOException {
        if (this != NOBODY) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.toList()) {
                Files.setAttribute(path, "unix:uid", NOBODY_ID);
                Files.setAttribute(path, "unix:gid", NOBODY_ID);
            }
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
