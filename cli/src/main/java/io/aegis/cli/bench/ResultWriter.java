package io.aegis.cli.bench;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Prints results: for people as a table, with {@code --json} one object a line. */
final class ResultWriter {

    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;
    private final boolean json;

    ResultWriter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void write(Result result) {
        if (json) {
            out.println(JSON.writeValueAsString(asObject(result)));
        } else {
            writeTable(result);
        }
        out.flush();
    }

    private static Map<String, Object> asObject(Result result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("benchmark", result.benchmark());
        object.put("parameters", result.parameters());
        Map<String, Object> figures = new LinkedHashMap<>();
        result.figures().forEach((name, figure) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("value", figure.median());
            one.put("min", figure.min());
            one.put("max", figure.max());
            one.put("unit", figure.unit());
            figures.put(name, one);
        });
        object.put("figures", figures);
        return object;
    }

    private void writeTable(Result result) {
        out.println(result.benchmark() + "  "
                + result.parameters().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" ")));
        result.figures()
                .forEach((name, figure) -> out.println(String.format(
                        Locale.ROOT,
                        "  %-28s %14s %-12s %s",
                        name.replace('_', ' '),
                        number(figure.median()),
                        figure.unit(),
                        figure.min() == figure.max()
                                ? ""
                                : "(" + number(figure.min()) + " to " + number(figure.max()) + ")")));
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.3f", value);
    }
}
