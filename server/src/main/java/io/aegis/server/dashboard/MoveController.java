package io.aegis.server.dashboard;

import io.aegis.engine.intervention.Move;
import io.aegis.server.dashboard.page.InboxDetail;
import io.aegis.server.dashboard.page.Wording;
import io.aegis.server.processing.CheckResult;
import io.aegis.server.processing.CommandResult;
import io.aegis.server.processing.Monitor;
import io.aegis.server.processing.Refusal;
import io.aegis.server.projection.InterventionDetail;
import io.aegis.server.projection.TimelineRow;
import io.aegis.server.security.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** What people do on the pages: moves of an intervention and Run Monitor Check. */
@Controller
final class MoveController {

    private static final long WAIT_SECONDS = 30;
    private static final Duration SNOOZE_MAX = Duration.ofDays(366);

    private final Monitor monitor;
    private final InterventionPane pane;
    private final Frame frame;
    private final Pages pages;

    MoveController(Monitor monitor, InterventionPane pane, Frame frame, Pages pages) {
        this.monitor = monitor;
        this.pane = pane;
        this.frame = frame;
        this.pages = pages;
    }

    /** Carries the move out; a page with script gets the pane as it is then, one without is sent to it. */
    @PostMapping("/interventions/{id}/{move}")
    View move(
            @PathVariable String id,
            @PathVariable String move,
            @RequestParam Map<String, String> form,
            HttpServletRequest request) {
        Principal person = Principal.of(request);
        String text = form.getOrDefault("text", "").strip();
        CommandResult result =
                await(monitor.command(id, move(move, form), person.name(), text.isEmpty() ? null : text));
        return switch (result) {
            case CommandResult.Done done -> answer(200, id, null, request);
            case CommandResult.Conflict conflict -> answer(409, id, conflict.reason(), request);
            case CommandResult.NotFound none ->
                throw new ResponseStatusException(HttpStatus.NOT_FOUND, "No intervention has the id " + id + ".");
        };
    }

    /** Run Monitor Check, answered in one sentence. */
    @PostMapping("/check")
    View check(HttpServletRequest request) {
        CheckResult result = await(monitor.check());
        return scripted(request) ? pages.view(200, "inbox/checked", Map.of("result", result)) : seeOther("/");
    }

    private Move move(String name, Map<String, String> form) {
        return switch (name) {
            case "acknowledge" -> new Move.Acknowledge();
            case "assign" -> new Move.Assign(form.getOrDefault("assignee", "").strip());
            case "comment" -> new Move.Comment();
            case "snooze" ->
                new Move.Snooze(monitor.status().nowMillis() + span(form).toMillis());
            case "dismiss" -> new Move.Dismiss(form.getOrDefault("reason", "other"));
            case "resolve" -> new Move.Resolve(form.getOrDefault("reason", "other"));
            case "undo" -> new Move.Undo();
            default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no move (" + name + ").");
        };
    }

    private static Duration span(Map<String, String> form) {
        String span = form.getOrDefault("span", "PT24H");
        try {
            Duration duration = Duration.parse(span);
            if (!duration.isNegative() && !duration.isZero() && duration.compareTo(SNOOZE_MAX) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException unreadable) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "The length of the snooze (" + span + ") is not a duration.", unreadable);
        }
        throw new ResponseStatusException(
                HttpStatus.BAD_REQUEST, "The length of the snooze (" + span + ") is not between 1 second and a year.");
    }

    private View answer(int status, String id, @Nullable String refusal, HttpServletRequest request) {
        if (!scripted(request)) {
            return seeOther("/interventions/" + Wording.url(id));
        }
        InterventionDetail found =
                monitor.interventions().byId(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        InboxDetail detail = pane.of(
                found,
                Inbox.address("/", Map.of()),
                Principal.of(request),
                monitor.status().nowMillis(),
                refusal == null ? null : happened(refusal, found.timeline()));
        return pages.view(status, "inbox/detail", Map.of("detail", detail, "assets", frame.assets()));
    }

    /** Why a move was not carried out, and who did what before it. */
    static String happened(String refusal, List<TimelineRow> timeline) {
        String told = "Nothing was changed: " + refusal + ".";
        if (timeline.isEmpty()) {
            return told;
        }
        TimelineRow last = timeline.getLast();
        String what = last.text().isEmpty() ? Wording.label(last.kind()) : last.text();
        return told + " The last that happened: " + what
                + (last.actor().equals("aegis") ? "." : ", by " + Wording.isolated(last.actor()) + ".");
    }

    private static boolean scripted(HttpServletRequest request) {
        return "fetch".equals(request.getHeader("X-Requested-With"));
    }

    private static RedirectView seeOther(String path) {
        RedirectView view = new RedirectView(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Refusal refusal) {
                throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, refusal.getMessage(), refusal);
            }
            if (failure.getCause() instanceof TimeoutException) {
                throw new ResponseStatusException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "No answer within " + WAIT_SECONDS
                                + " seconds. It may still be carried out: look before you try" + " again.",
                        failure);
            }
            throw failure;
        }
    }
}
