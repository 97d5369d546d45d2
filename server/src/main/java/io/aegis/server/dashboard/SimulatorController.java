package io.aegis.server.dashboard;

import io.aegis.engine.rule.Rule;
import io.aegis.server.dashboard.page.Section;
import io.aegis.server.dashboard.page.SimulatorPage;
import io.aegis.server.dashboard.page.Wording;
import io.aegis.server.http.ProblemException;
import io.aegis.server.processing.Monitor;
import io.aegis.server.projection.CustomerFilter;
import io.aegis.server.simulator.Comparison;
import io.aegis.server.simulator.SimulatorLink;
import io.aegis.server.simulator.SimulatorState;
import io.aegis.server.simulator.TruthBeside;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** The page of a demo's simulator, and what people wish there. */
@Controller
final class SimulatorController {

    private static final int CUSTOMERS_SHOWN = 300;

    private final Monitor monitor;
    private final SimulatorLink link;
    private final TruthBeside truth;
    private final RuleBook rules;
    private final Frame frame;
    private final Pages pages;

    SimulatorController(
            Monitor monitor, SimulatorLink link, TruthBeside truth, RuleBook rules, Frame frame, Pages pages) {
        this.monitor = monitor;
        this.link = link;
        this.truth = truth;
        this.rules = rules;
        this.frame = frame;
        this.pages = pages;
    }

    @GetMapping("/simulator")
    View page(@RequestParam(required = false) @Nullable String said, HttpServletRequest request) {
        if (!link.exists()) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "This server has no simulator. Start one with ./aegis demo.");
        }
        SimulatorState state = link.glance();
        Set<String> on = rules.shown().stream().map(Rule::id).collect(Collectors.toSet());
        return pages.view(
                "page/simulator",
                new SimulatorPage(
                        frame.around("Simulator", Section.SIMULATOR, request),
                        state,
                        beside(state),
                        monitor.customers()
                                .page(CustomerFilter.ALL, "-calls", null, CUSTOMERS_SHOWN)
                                .items(),
                        on,
                        CustomerController.blankToNull(said)));
    }

    private @Nullable Comparison beside(@Nullable SimulatorState state) {
        try {
            return state == null ? null : truth.read();
        } catch (ProblemException silent) {
            return null;
        }
    }

    @PostMapping("/simulator/pace")
    Object pace(@RequestParam Map<String, String> form, HttpServletRequest request) {
        return answer(request, () -> {
            String paused = form.get("paused");
            String speed = form.get("speed");
            SimulatorState state = link.pace(
                    paused == null ? null : Boolean.parseBoolean(paused), speed == null ? null : number(speed));
            return state.paused()
                    ? "The world stands still."
                    : "The world runs at " + Wording.decimal(state.speed()) + "× its usual pace.";
        });
    }

    @PostMapping("/simulator/incidents")
    Object cause(@RequestParam Map<String, String> form, HttpServletRequest request) {
        return answer(request, () -> {
            String customer = CustomerController.blankToNull(form.get("customer"));
            String cycles = CustomerController.blankToNull(form.get("cycles"));
            SimulatorLink.Caused caused =
                    link.cause(form.getOrDefault("what", ""), customer, cycles == null ? null : number(cycles));
            return "Caused " + (caused.customer() == null ? "for all" : "at " + caused.customer()) + ", from "
                    + Wording.full(caused.onset().toEpochMilli()) + " to "
                    + Wording.full(caused.end().toEpochMilli()) + ".";
        });
    }

    private interface Wish {
        String carryOut();
    }

    /** A page with script gets a sentence, one without is sent back with it. */
    private static Object answer(HttpServletRequest request, Wish wish) {
        String said;
        int status = 200;
        try {
            said = wish.carryOut();
        } catch (ProblemException refused) {
            said = refused.problem().detail().replace('\n', ' ');
            status = refused.problem().status();
        }
        if ("fetch".equals(request.getHeader("X-Requested-With"))) {
            return ResponseEntity.status(status)
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .body(said);
        }
        RedirectView back = new RedirectView("/simulator?said=" + Wording.url(said));
        back.setStatusCode(HttpStatus.SEE_OTHER);
        return back;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
