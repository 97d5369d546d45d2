package io.aegis.server.dashboard;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/** Serves {@link Assets}: for a year under their hash, freshly asked for under {@code current}. */
@Controller
final class AssetController {

    private final Assets assets;

    AssetController(Assets assets) {
        this.assets = assets;
    }

    @GetMapping("/assets/{folder}/{name}")
    void asset(
            @PathVariable String folder,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String accepted,
            HttpServletResponse response)
            throws IOException {
        Assets.Asset asset = assets.named(name);
        boolean known = assets.current(folder) || folder.equals("current");
        if (asset == null || !known) {
            response.setStatus(404);
            return;
        }
        response.setHeader(
                HttpHeaders.CACHE_CONTROL,
                assets.current(folder) ? "public, max-age=31536000, immutable" : "public, max-age=60");
        response.setContentType(asset.type());
        send(asset, accepted.contains("gzip") ? asset.packed() : null, response);
    }

    @GetMapping("/favicon.ico")
    void icon(HttpServletResponse response) throws IOException {
        response.sendRedirect(assets.folder() + "/mark.svg");
    }

    private static void send(Assets.Asset asset, byte @Nullable [] packed, HttpServletResponse response)
            throws IOException {
        byte[] body = packed == null ? asset.plain() : packed;
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (packed != null) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
