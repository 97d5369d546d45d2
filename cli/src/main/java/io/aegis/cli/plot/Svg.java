package io.aegis.cli.plot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** An SVG image that grows by its elements. */
public final class Svg {

    private static final String STYLE = """
            <style>
            svg { background: #fdfdfb; font: 12px system-ui, sans-serif; }
            text { fill: #3b3f45; } .title { font-size: 14px; font-weight: 600; fill: #17191c; }
            .grid { stroke: #e2e2dc; fill: none; } .a { stroke: #2457c5; fill: none; stroke-width: 2; }
            .b { stroke: #c2410c; fill: none; stroke-width: 2; stroke-dasharray: 6 3; }
            .fa { fill: #2457c5; } .fb { fill: #c2410c; } .band { fill: #c9ccd1; } .good { fill: #15803d; } .bad { fill: #b91c1c; }
            .end { text-anchor: end; } .middle { text-anchor: middle; }
            @media (prefers-color-scheme: dark) {
              svg { background: #121417; } text { fill: #b4b9c0; } .title { fill: #f0f1f2; } .grid { stroke: #2b3036; }
              .band { fill: #454b53; } .a { stroke: #7aa2f7; } .fa { fill: #7aa2f7; } .b { stroke: #f59e6b; } .fb { fill: #f59e6b; }
              .good { fill: #4ade80; } .bad { fill: #f87171; }
            }
            </style>
            """;

    private final StringBuilder text = new StringBuilder();

    public Svg(int width, int height, String title) {
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" role=\"img\">\n<title>")
                .append(escaped(title))
                .append("</title>\n")
                .append(STYLE);
        text("title", 16, 24, title);
    }

    public Svg text(String style, double x, double y, String words) {
        text.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", style, x, y, escaped(words)));
        return this;
    }

    public Svg line(String style, double x1, double y1, double x2, double y2) {
        text.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2));
        return this;
    }

    /** @param tip shown on pointing at it; empty for none */
    public Svg box(String style, double x, double y, double width, double height, String tip) {
        text.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"><title>%s</title></rect>%n",
                style,
                x,
                y,
                Math.max(1, width),
                Math.max(0, height),
                escaped(tip)));
        return this;
    }

    public Svg dot(String style, double x, double y, String tip) {
        text.append(String.format(
                Locale.ROOT,
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s</title></circle>%n",
                style,
                x,
                y,
                escaped(tip)));
        return this;
    }

    /** @param points x and y in turn */
    public Svg path(String style, double[] points) {
        text.append("<path class=\"").append(style).append("\" d=\"");
        for (int i = 0; i + 1 < points.length; i += 2) {
            text.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", points[i], points[i + 1]));
        }
        text.append("\"/>\n");
        return this;
    }

    public void write(Path file) throws IOException {
        Files.writeString(file, text + "</svg>\n", StandardCharsets.UTF_8);
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
