package dev.coffer.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A family of measured values with one name.
 *
 * @param name with its unit last, as Prometheus asks for; counters end in _total
 * @param help one sentence
 */
public record Metric(String name, Type type, String help, List<Sample> samples) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    public Metric {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A metric's name has small letters, digits and underscores: " + name);
        }
        samples = List.copyOf(samples);
    }

    /** Whether a value only rises. */
    public enum Type {
        COUNTER,
        GAUGE
    }

    /** @param labels values by names, in order; nothing secret */
    public record Sample(Map<String, String> labels, double value) {
        public Sample {
            labels = new LinkedHashMap<>(labels);
        }

        public static Sample of(double value) {
            return new Sample(Map.of(), value);
        }

        public static Sample of(String label, String content, double value) {
            return new Sample(Map.of(label, content), value);
        }
    }

    /** A gauge without labels. */
    public static Metric gauge(String name, String help, double value) {
        return new Metric(name, Type.GAUGE, help, List.of(Sample.of(value)));
    }

    /** A counter without labels. */
    public static Metric counter(String name, String help, double value) {
        return new Metric(name, Type.COUNTER, help, List.of(Sample.of(value)));
    }

    /** In text format 0.0.4. */
    void writeTo(StringBuilder out) {
        out.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
        out.append("# TYPE ").append(name).append(type == Type.COUNTER ? " counter\n" : " gauge\n");
        for (Sample sample : samples) {
            out.append(name);
            List<String> labels = new ArrayList<>();
            sample.labels()
                    .forEach((label, content) ->
                            labels.add(label + "=\"" + escaped(content).replace("\"", "\\\"") + "\""));
            if (!labels.isEmpty()) {
                out.append('{').append(String.join(",", labels)).append('}');
            }
            out.append(' ').append(number(sample.value())).append('\n');
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}
