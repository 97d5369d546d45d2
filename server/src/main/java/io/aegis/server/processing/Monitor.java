package io.aegis.server.processing;

import io.aegis.codec.event.Line;
import io.aegis.codec.event.PublicTick;
import io.aegis.engine.intervention.Move;
import io.aegis.engine.rule.RuleSet;
import io.aegis.server.projection.Changes;
import io.aegis.server.projection.CustomerQueries;
import io.aegis.server.projection.IncidentQueries;
import io.aegis.server.projection.IntakeQueries;
import io.aegis.server.projection.InterventionQueries;
import io.aegis.server.projection.InterventionRow;
import io.aegis.server.projection.UsageQueries;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The embedded host, and the only way in: whatever changes anything is journalled first. Safe for any thread. Futures
 * complete on the monitor's own threads; continue elsewhere when the continuation takes long.
 */
public final class Monitor implements AutoCloseable {

    private final MonitorParts parts;

    private Monitor(MonitorParts parts) {
        this.parts = parts;
    }

    /**
     * Opens the data directory, recovers and takes up work.
     *
     * @throws IllegalStateException with what is wrong and what to do
     */
    public static Monitor open(MonitorOptions options) {
        return new Monitor(MonitorParts.start(options));
    }

    /** Takes what was sent. Completes after it is durable; exceptionally with a {@link Refusal}. */
    public CompletableFuture<Receipt> submit(Submission submission) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        if (!submission.mayTick()) {
            for (Line line : submission.lines()) {
                if (line instanceof PublicTick) {
                    receipt.completeExceptionally(
                            new Refusal.TimeRefused("the sender may not tick; give its token the scope clock"));
                    return receipt;
                }
            }
        }
        offer(new Work.Submitted(submission, receipt));
        return receipt;
    }

    /**
     * Carries out a person's move. Completes once every read shows it.
     *
     * @param text what the person wrote, personal
     */
    public CompletableFuture<CommandResult> command(
            String intervention, Move move, String actor, @Nullable String text) {
        Optional<Integer> customer = parts.interventions().customerOf(intervention);
        if (customer.isEmpty()) {
            return CompletableFuture.completedFuture(new CommandResult.NotFound());
        }
        CompletableFuture<Work.Outcome> outcome = new CompletableFuture<>();
        offer(new Work.Moved(customer.get(), intervention, move, actor, text, outcome));
        return outcome.thenApplyAsync(
                done -> result(intervention, done.refused()), task -> Thread.startVirtualThread(task));
    }

    private CommandResult result(String intervention, @Nullable String refused) {
        Optional<InterventionRow> row =
                parts.interventions().byIds(List.of(intervention)).stream().findFirst();
        if (row.isEmpty()) {
            return new CommandResult.NotFound();
        }
        return refused == null ? new CommandResult.Done(row.get()) : new CommandResult.Conflict(refused, row.get());
    }

    /** Evaluates every customer now. Completes once every read shows what it found. */
    public CompletableFuture<CheckResult> check() {
        CompletableFuture<CheckResult> result = new CompletableFuture<>();
        offer(new Work.Checked(result));
        return result;
    }

    /** Puts rules in force from here on. */
    public CompletableFuture<Void> replaceRules(RuleSet rules, String yaml, String actor) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        offer(new Work.RulesGiven(yaml, actor, done));
        return done;
    }

    /**
     * Erases a customer's personal data everywhere, the journal included. Completes once every read shows it.
     *
     * @return false when no customer has this id
     */
    public CompletableFuture<Boolean> erase(String customerId, String actor) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        offer(new Work.Erasure(customerId, actor, done));
        return done;
    }

    /**
     * From now on a source's id means this customer; what came before stays where it is.
     *
     * @return false when no customer has this id
     */
    public CompletableFuture<Boolean> link(String source, String externalId, String customerId) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        offer(new Work.Linked(source, externalId, customerId, done));
        return done;
    }

    private void offer(Work work) {
        String trouble = parts.trouble();
        if (trouble != null) {
            work.refuse(new Refusal.Unavailable(trouble, 2));
        } else {
            parts.journalling().offer(work);
        }
    }

    public MonitorStatus status() {
        return parts.status();
    }

    public Changes changes() {
        return parts.changes();
    }

    public CustomerQueries customers() {
        return parts.customers();
    }

    public InterventionQueries interventions() {
        return parts.interventions();
    }

    /** Failures of the platform itself. */
    public IncidentQueries incidents() {
        return parts.incidents();
    }

    public UsageQueries usage() {
        return parts.usage();
    }

    /** What the doors refused, and what they could attribute to nobody. */
    public IntakeQueries intake() {
        return parts.intake();
    }

    /** The rules in force, as they were written. */
    public String rulesYaml() {
        return parts.rulesYaml();
    }

    /** The database, for tables of other features (tokens, sources). */
    public DataSource dataSource() {
        return parts.dataSource();
    }

    /** Finishes what was accepted, takes a cut and stops. */
    @Override
    public void close() {
        parts.close();
    }
}
