package io.aegis.cli.terminal;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as its jar's manifest says. */
public final class Version implements IVersionProvider {

    /** Version of this build; {@code development} when it runs from class files. */
    public static String current() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"aegis " + current(), "Java " + Runtime.version()};
    }
}
