package io.aegis.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the constructor of a test class the one demo server of its tests, over an empty database; it is closed after the
 * last of them.
 */
public final class OnDemo implements ParameterResolver, AfterAllCallback {

    private static final Namespace HERE = Namespace.create(OnDemo.class);

    private record Started(TestServer server, Path directory) {

        static Started anew() {
            try {
                Path directory = Files.createTempDirectory("aegis-demo-");
                TestData.begin(directory);
                return new Started(TestServer.demo(directory), directory);
            } catch (IOException e) {
                throw new UncheckedIOException("a directory for the demo server cannot be made", e);
            }
        }

        void stop() {
            server.close();
            TestData.delete(directory);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    @Override
    public TestServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(HERE)
                .computeIfAbsent(Started.class, key -> Started.anew(), Started.class)
                .server();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        @Nullable Started started = context.getStore(HERE).remove(Started.class, Started.class);
        if (started != null) {
            started.stop();
        }
    }
}
