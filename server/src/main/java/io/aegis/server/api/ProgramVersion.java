package io.aegis.server.api;

import org.jspecify.annotations.Nullable;

/** Version of the program that runs. */
record ProgramVersion(String text) {

    /** As the jar says it; {@code development} where classes are run from a build. */
    static ProgramVersion ofJar() {
        @Nullable String said = ProgramVersion.class.getPackage().getImplementationVersion();
        return new ProgramVersion(said == null ? "development" : said);
    }
}
