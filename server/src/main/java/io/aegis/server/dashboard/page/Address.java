package io.aegis.server.dashboard.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page's address with its filters; links to the same page with one of them changed. */
public final class Address {
    private final String path;
    private final Map<String, String> parameters;

    /** @param parameters in the order in which they are written; empty ones are left out */
    public Address(String path, Map<String, String> parameters) {
        this.path = path;
        this.parameters = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (!value.isBlank()) {
                this.parameters.put(name, value);
            }
        });
    }

    /** The value of a parameter, empty where it is not set. */
    public String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    public @Nullable String orNull(String name) {
        return parameters.get(name);
    }

    public boolean is(String name, String value) {
        return get(name).equals(value);
    }

    /** True if any of these is set. */
    public boolean any(String... names) {
        for (String name : names) {
            if (parameters.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    /** The same page from its first row on, with one parameter changed; an empty value takes it away. */
    public String with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.remove("cursor");
        changed.put(name, value);
        return new Address(path, changed).href();
    }

    /** The same page further on. */
    public String at(String cursor) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.put("cursor", cursor);
        return new Address(path, changed).href();
    }

    /** The same page from its first row on with only these parameters. */
    public String keeping(String... names) {
        Map<String, String> kept = new LinkedHashMap<>(parameters);
        kept.keySet().retainAll(List.of(names));
        return new Address(path, kept).href();
    }

    /** The same parameters on another page. */
    public String on(String otherPath) {
        return new Address(otherPath, parameters).href();
    }

    public String path() {
        return path;
    }

    public String href() {
        return parameters.isEmpty() ? path : path + "?" + query();
    }

    public String query() {
        return parameters.entrySet().stream()
                .map(entry -> Wording.url(entry.getKey()) + "=" + Wording.url(entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}
