package io.aegis.server.http;

import io.aegis.server.processing.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for what the monitor answers, and says what became of it where it refuses. */
public final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int WAIT_SECONDS_MAX = 60;

    private Answers() {}

    /**
     * The answer, waited for.
     *
     * @throws ProblemException 422, 403, 429 or 503 if nothing was done; what is our fault or passing is one of the last
     *     two, as real clients repeat those and give up on others
     */
    public static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Refusal refusal ? refused(refusal) : failed(failure.getCause());
        } catch (TimeoutException slow) {
            throw unavailable("The journal did not answer within " + WAIT_SECONDS_MAX + " s.\nTry again.", 5);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw unavailable("The server is stopping.\nTry again.", 1);
        }
    }

    private static ProblemException refused(Refusal refusal) {
        String why = String.valueOf(refusal.getMessage());
        return switch (refusal) {
            case Refusal.Overloaded overloaded ->
                Problem.of(429, why)
                        .header("Retry-After", Integer.toString(overloaded.retryAfterSeconds()))
                        .exception();
            case Refusal.Unavailable unavailable -> unavailable(why, unavailable.retryAfterSeconds());
            case Refusal.KeyReused reused -> Problem.of(422, why).exception();
            case Refusal.TimeRefused time -> Problem.of(403, why).exception();
        };
    }

    private static ProblemException failed(@Nullable Throwable cause) {
        LOG.error("the monitor failed", cause);
        return unavailable("The monitor could not do this.\nTry again; the server's log names the cause.", 5);
    }

    private static ProblemException unavailable(String why, int retryAfterSeconds) {
        return Problem.of(503, why)
                .header("Retry-After", Integer.toString(retryAfterSeconds))
                .exception();
    }
}
