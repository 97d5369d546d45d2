package io.aegis.server.processing;

import io.aegis.engine.intervention.Move;
import io.aegis.engine.rule.RuleSet;
import io.aegis.server.projection.Changes;
import io.aegis.server.projection.CustomerQueries;
import io.aegis.server.projection.InterventionQueries;
import io.aegis.server.projection.UsageQueries;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The embedded host, and the only way in: whatever changes anything is journalled first. Safe for any thread. Futures
 * complete on the monitor's own threads; continue elsewhere when the continuation takes long.
 */
public final class Monitor implements AutoCloseable {

    private Monitor() {}

    /**
     * Opens the data directory, recovers and takes up work.
     *
     * @throws IllegalStateException with what is wrong and what to do
     */
    public static Monitor open(MonitorOptions options) {
        return pending();
    }

    /**
     * Takes what was sent. Completes after it is durable; exceptionally with a {@link Refusal}.
     */
    public CompletableFuture<Receipt> submit(Submission submission) {
        return CompletableFuture.failedFuture(new Refusal.Unavailable("not open", 1));
    }

    /**
     * Carries out a person's move. Completes once every read shows it.
     *
     * @param text what the person wrote, personal
     */
    public CompletableFuture<CommandResult> command(
            String intervention, Move move, String actor, @Nullable String text) {
        return CompletableFuture.completedFuture(new CommandResult.NotFound());
    }

    /** Evaluates every customer now. Completes once every read shows what it found. */
    public CompletableFuture<CheckResult> check() {
        return CompletableFuture.failedFuture(new Refusal.Unavailable("not open", 1));
    }

    /** Puts rules in force from here on. */
    public CompletableFuture<Void> replaceRules(RuleSet rules, String yaml, String actor) {
        return CompletableFuture.failedFuture(new Refusal.Unavailable("not open", 1));
    }

    /**
     * Erases a customer's personal data everywhere, the journal included.
     *
     * @return false when no customer has this id
     */
    public CompletableFuture<Boolean> erase(String customerId, String actor) {
        return CompletableFuture.completedFuture(false);
    }

    public MonitorStatus status() {
        return pending();
    }

    public Changes changes() {
        return pending();
    }

    public CustomerQueries customers() {
        return pending();
    }

    public InterventionQueries interventions() {
        return pending();
    }

    public UsageQueries usage() {
        return pending();
    }

    /** The rules in force, as they were written. */
    public String rulesYaml() {
        return "";
    }

    /** The database, for tables of other features (tokens, sources). */
    public DataSource dataSource() {
        return pending();
    }

    /** Finishes what was accepted, takes a cut and stops. */
    @Override
    public void close() {}

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending() {
        throw new UnsupportedOperationException("the host is not in this build");
    }
}
