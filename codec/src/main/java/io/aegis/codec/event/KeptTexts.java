package io.aegis.codec.event;

import io.aegis.engine.event.Fact;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The texts of calls in the form in which they are kept, one rule for the scanner and the full decoder. */
final class KeptTexts {

    private static final int METHOD_CHARS_MAX = 20;
    private static final int CODE_CHARS_MAX = 64;

    private final EventLimits limits;
    private final Masking masking;
    final Texts customers;
    final Texts ids;
    final Texts methods;
    final Texts routes;
    final Texts paths;
    final Texts keys;
    final Texts codes;

    KeptTexts(Masking masking, EventLimits limits) {
        this.masking = masking;
        this.limits = limits;
        customers = new Texts(18, this::customer);
        ids = new Texts(4, this::customer);
        methods = new Texts(6, this::method);
        routes = new Texts(13, this::route);
        paths = new Texts(13, this::path);
        keys = new Texts(14, this::key);
        codes = new Texts(10, this::code);
    }

    /** Visible characters, spaces only between them; a secret that is used as an id is masked. */
    @Nullable
    String customer(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > 2 * limits.idCharsMax()) {
            return null;
        }
        int chars = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!visible(text.codePointAt(i))) {
                return null;
            }
            chars++;
        }
        return visibleId(text, chars) ? masking.id(text) : null;
    }

    private boolean visibleId(String text, int chars) {
        boolean spaceAtEnd = text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ';
        return chars <= limits.idCharsMax() && !spaceAtEnd;
    }

    private static boolean visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }

    @Nullable
    String method(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > METHOD_CHARS_MAX) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_')) {
                return null;
            }
        }
        return text.toUpperCase(Locale.ROOT);
    }

    @Nullable
    String route(@Nullable String text) {
        return text == null || text.isBlank() || text.length() > limits.routeCharsMax() ? null : masking.route(text);
    }

    @Nullable
    String path(@Nullable String text) {
        return text == null || text.isBlank() || text.length() > limits.routeCharsMax() ? null : masking.path(text);
    }

    @Nullable
    String key(@Nullable String text) {
        return customer(text) == null || text == null ? null : masking.key(text);
    }

    @Nullable
    String code(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > limits.textCharsMax()) {
            return null;
        }
        String cut = text.length() <= CODE_CHARS_MAX ? text : text.substring(0, CODE_CHARS_MAX - 1) + "…";
        return masking.text(cut);
    }

    /** Milliseconds as an int, {@link Fact#UNKNOWN} if they are none. */
    static int latency(double millis) {
        return millis >= 0 && millis <= Integer.MAX_VALUE ? (int) Math.rint(millis) : Fact.UNKNOWN;
    }
}
