package io.aegis.formats.accesslog;

import io.aegis.formats.mapping.Fields;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of JSON or of a table as fields: a name is a member, or a path of members with dots between. */
record TreeFields(Map<?, ?> record) implements Fields {

    @Override
    public @Nullable String text(String name) {
        return textOf(find(record, name));
    }

    private static @Nullable Object find(Map<?, ?> record, String name) {
        Object found = record.get(name);
        for (int dot = name.indexOf('.'); found == null && dot > 0; dot = name.indexOf('.', dot + 1)) {
            if (record.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
                found = find(inner, name.substring(dot + 1));
            }
        }
        return found;
    }

    private static @Nullable String textOf(@Nullable Object value) {
        @Nullable
        String text =
                switch (value) {
                    case null -> "";
                    case Map<?, ?> object -> "";
                    case List<?> list -> list.isEmpty() ? "" : textOf(list.getFirst());
                    case Double real
                    when Double.isFinite(real) -> BigDecimal.valueOf(real).toPlainString();
                    default -> value.toString();
                };
        return text == null || text.isBlank() || text.equals("-") ? null : text;
    }
}
