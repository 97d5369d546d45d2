package io.aegis.server.dashboard.page;

import org.jspecify.annotations.Nullable;

/**
 * How far an import has come.
 *
 * @param file its name where it came from
 * @param person who began it
 * @param rows read so far, refused ones among them
 * @param total rows of the file
 * @param perSecond rows a second since it began, 0 while that says nothing
 * @param report what became of it, null while it goes on
 */
public record ImportProgress(
        String file,
        String person,
        long rows,
        long total,
        long refused,
        long perSecond,
        @Nullable ImportReport report) {

    public boolean running() {
        return report == null;
    }

    /** All of it is safe, and the lists are being written. */
    public boolean listing() {
        return rows == total;
    }

    /** How long it will still take, in words; empty where nobody can say. */
    public String left() {
        return perSecond <= 0 || listing() ? "" : "about " + Wording.span(1_000 * (1 + (total - rows) / perSecond));
    }
}
