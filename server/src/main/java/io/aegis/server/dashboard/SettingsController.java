package io.aegis.server.dashboard;

import io.aegis.server.ServerOptions;
import io.aegis.server.dashboard.page.Choice;
import io.aegis.server.dashboard.page.Section;
import io.aegis.server.dashboard.page.SettingsPage;
import io.aegis.server.projection.Retention;
import io.aegis.server.security.Principal;
import io.aegis.server.security.Scope;
import io.aegis.server.security.Tokens;
import io.aegis.server.sources.SourcesOverview;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;

/** Tokens: who and what gets in; plans and retention as the configuration has them. */
@Controller
final class SettingsController {

    private static final List<Choice> SCOPES = List.of(
            new Choice("read", "see everything on pages and in the API"),
            new Choice("operate", "move interventions and run checks"),
            new Choice("ingest", "send events"),
            new Choice("clock", "say what time it is, where time comes from a source"),
            new Choice("admin", "change rules, tokens and sources, erase customers"));

    private final Tokens tokens;
    private final SourcesOverview sources;
    private final Retention retention;
    private final ServerOptions options;
    private final Frame frame;
    private final Pages pages;

    SettingsController(
            Tokens tokens,
            SourcesOverview sources,
            Retention retention,
            ServerOptions options,
            Frame frame,
            Pages pages) {
        this.tokens = tokens;
        this.sources = sources;
        this.retention = retention;
        this.options = options;
        this.frame = frame;
        this.pages = pages;
    }

    @GetMapping("/settings")
    View settings(HttpServletRequest request) {
        return page(null, null, request);
    }

    @PostMapping("/settings/tokens")
    View make(
            @RequestParam String name,
            @RequestParam(required = false) @Nullable List<String> scopes,
            @RequestParam(defaultValue = "") String source,
            HttpServletRequest request) {
        requireAdmin(request);
        if (name.isBlank()) {
            return page(null, "A token needs a name. Give it that of the program or person that will use it.", request);
        }
        if (scopes == null) {
            return page(null, "A token that may do nothing is of no use. Choose at least one thing.", request);
        }
        try {
            String made = tokens.create(
                    name.strip(), Scope.parse(String.join(",", scopes)), source.isBlank() ? null : source.strip());
            return page(made, null, request);
        } catch (IllegalArgumentException refusal) {
            return page(null, refusal.getMessage(), request);
        }
    }

    @PostMapping("/settings/tokens/revoke")
    View revoke(@RequestParam String name, HttpServletRequest request) {
        requireAdmin(request);
        return page(null, tokens.revoke(name) ? null : "No live token is named " + name + ".", request);
    }

    private static void requireAdmin(HttpServletRequest request) {
        if (!Principal.of(request).may(Scope.ADMIN)) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Your token may not administer. Sign in with one that has the scope admin.");
        }
    }

    private View page(@Nullable String made, @Nullable String problem, HttpServletRequest request) {
        return pages.view(
                "page/settings",
                new SettingsPage(
                        frame.around("Settings", Section.SETTINGS, request),
                        tokens.list().stream()
                                .map(token -> new SettingsPage.TokenLine(
                                        token.name(),
                                        Scope.list(token.scopes()),
                                        token.source(),
                                        token.createdAt(),
                                        token.lastUsedAt(),
                                        token.revokedAt()))
                                .toList(),
                        SCOPES,
                        sources.plans(),
                        retention,
                        options.configFile() == null
                                ? null
                                : options.configFile().getFileName().toString(),
                        Principal.of(request).may(Scope.ADMIN),
                        made,
                        problem));
    }
}
