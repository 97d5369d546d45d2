package io.aegis.cli.terminal;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that talks to a server: where it is and the token to show it. A picocli mixin. */
public final class ServerAddress {

    /** Where a server listens unless told otherwise. */
    public static final String DEFAULT_URL = "http://localhost:8501";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of the server, for instance " + DEFAULT_URL + ".")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "API token; without it the environment variable AEGIS_TOKEN.")
    private @Nullable String token;

    /** A server that is known without options. */
    public static ServerAddress of(String url, @Nullable String token) {
        ServerAddress address = new ServerAddress();
        address.url = url;
        address.token = token;
        return address;
    }

    /** Whether an address was given. */
    public boolean given() {
        return url != null;
    }

    /** The address given, without a trailing slash, or the default one. */
    public URI base() {
        return parse(url == null ? DEFAULT_URL : url);
    }

    /** The token given, null without one. */
    public @Nullable String token() {
        String value = token != null ? token : System.getenv("AEGIS_TOKEN");
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** A request to a path of the server, with the token where there is one. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path));
        String bearer = token();
        return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
    }

    static URI parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip().replaceAll("/+$", ""));
        } catch (URISyntaxException fault) {
            throw new WrongInput("--url (" + text + ") is no address: write it like " + DEFAULT_URL, fault);
        }
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new WrongInput("--url (" + text + ") is no address of a server: write it like " + DEFAULT_URL);
        }
        return uri;
    }
}
