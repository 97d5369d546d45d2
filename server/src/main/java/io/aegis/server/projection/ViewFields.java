package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signals of a view by name; null where unknown. */
final class ViewFields {

    private ViewFields() {}

    static @Nullable Double number(CustomerView view, String signal) {
        return view.signals().get(signal) instanceof Number number && !Double.isNaN(number.doubleValue())
                ? (Double) number.doubleValue()
                : null;
    }

    static double number(CustomerView view, String signal, double otherwise) {
        Double known = number(view, signal);
        return known == null ? otherwise : known;
    }

    static long whole(CustomerView view, String signal, long otherwise) {
        Double known = number(view, signal);
        return known == null ? otherwise : known.longValue();
    }

    static @Nullable String text(CustomerView view, String signal) {
        return view.signals().get(signal) instanceof String text ? text : null;
    }

    static String text(CustomerView view, String signal, String otherwise) {
        String known = text(view, signal);
        return known == null ? otherwise : known;
    }

    static List<String> list(CustomerView view, String signal) {
        return view.signals().get(signal) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }
}
