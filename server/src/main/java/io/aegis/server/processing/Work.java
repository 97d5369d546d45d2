package io.aegis.server.processing;

import io.aegis.engine.intervention.Move;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What waits for the journalling thread, each with whom to tell. */
sealed interface Work {

    /** Tells the caller that it was not taken. */
    void refuse(Throwable why);

    /** How many events it brings. */
    default int events() {
        return 0;
    }

    /** Whose they are. */
    default String source() {
        return "";
    }

    record Submitted(Submission submission, CompletableFuture<Receipt> receipt) implements Work {
        @Override
        public void refuse(Throwable why) {
            receipt.completeExceptionally(why);
        }

        @Override
        public int events() {
            return submission.lines().size();
        }

        @Override
        public String source() {
            return submission.source();
        }
    }

    /** @param outcome completes with why it was refused, null if it was not, once the tables show it */
    record Moved(
            int customer,
            String intervention,
            Move move,
            String actor,
            @Nullable String text,
            CompletableFuture<Outcome> outcome)
            implements Work {
        @Override
        public void refuse(Throwable why) {
            outcome.completeExceptionally(why);
        }
    }

    record Checked(CompletableFuture<CheckResult> result) implements Work {
        @Override
        public void refuse(Throwable why) {
            result.completeExceptionally(why);
        }
    }

    record RulesGiven(String yaml, String actor, CompletableFuture<Void> done) implements Work {
        @Override
        public void refuse(Throwable why) {
            done.completeExceptionally(why);
        }
    }

    record Erasure(String customerId, String actor, CompletableFuture<Boolean> done) implements Work {
        @Override
        public void refuse(Throwable why) {
            done.completeExceptionally(why);
        }
    }

    record Linked(String source, String externalId, String customerId, CompletableFuture<Boolean> done)
            implements Work {
        @Override
        public void refuse(Throwable why) {
            done.completeExceptionally(why);
        }
    }

    /** Wall time has reached an instant at which something falls due. */
    record Due() implements Work {
        @Override
        public void refuse(Throwable why) {}
    }

    /** The host has started. */
    record Start() implements Work {
        @Override
        public void refuse(Throwable why) {}
    }

    /** @param refused why the lifecycle did not do it, null if it did */
    record Outcome(@Nullable String refused) {}
}
