package io.aegis.server.sources;

import io.aegis.formats.source.SourceSetting;
import io.aegis.server.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sources that the server was configured with. They stand until the next start. */
public final class ConfiguredSources {

    private final List<SourceSetting> all;

    private ConfiguredSources(List<SourceSetting> all) {
        this.all = List.copyOf(all);
    }

    public static ConfiguredSources of(List<SourceSetting> all) {
        return new ConfiguredSources(all);
    }

    List<SourceSetting> all() {
        return all;
    }

    /** The sources of a kind. */
    <T extends SourceSetting> List<T> of(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The source of a kind that a token is bound to, or the only and first one. */
    <T extends SourceSetting> Optional<T> find(Class<T> kind, @Nullable String name) {
        List<T> found = of(kind);
        return found.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** Under which name what a sender brings is counted, at a door for one kind of source. */
    <T extends SourceSetting> String nameFor(Class<T> kind, Principal sender) {
        return sender.sourceOr(
                find(kind, sender.source()).map(SourceSetting::name).orElse(sender.name()));
    }
}
