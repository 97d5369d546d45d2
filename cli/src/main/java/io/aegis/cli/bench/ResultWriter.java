package io.aegis.cli.bench;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Prints results: for people as a table, for programs as one object a line, for the docs as Markdown. */
final class ResultWriter {

    private static final JsonMapper JSON = new JsonMapper();

    /** How results are shown. */
    enum Form {
        TABLE,
        JSON,
        MARKDOWN
    }

    private final PrintWriter out;
    private final Form form;

    ResultWriter(PrintWriter out, Form form) {
        this.out = out;
        this.form = form;
    }

    void write(Result result) {
        switch (form) {
            case TABLE -> writeTable(result);
            case JSON -> out.println(JSON.writeValueAsString(asObject(result)));
            case MARKDOWN -> writeMarkdown(result);
        }
        out.flush();
    }

    private void writeMarkdown(Result result) {
        out.println("### " + result.benchmark() + "\n");
        out.println(parameters(result) + "\n");
        out.println("| figure | median | from | to | unit |\n|---|---:|---:|---:|---|");
        result.figures()
                .forEach((name, figure) -> out.println("| " + name.replace('_', ' ') + " | " + number(figure.median())
                        + " | " + number(figure.min()) + " | " + number(figure.max()) + " | " + figure.unit() + " |"));
        out.println();
    }

    private static String parameters(Result result) {
        return result.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
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
        out.println(result.benchmark() + ": " + parameters(result));
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
