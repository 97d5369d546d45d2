package io.aegis.formats.otlp;

import io.aegis.codec.event.BrokenBodyException;
import io.aegis.formats.mapping.Fields;
import io.aegis.formats.mapping.Instants;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One span of a request as fields, used again for the next: where in the bytes the wanted attributes lie, its own and
 * its resource's. A text is made of one only when it is asked for. Not safe for use by several threads.
 */
final class WireSpan implements Fields {

    private static final int SERVER = 2;
    private static final int DEPTH_MAX = 64;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private static final int TRACE_ID = 1 << 3 | Wire.LENGTH;
    private static final int SPAN_ID = 2 << 3 | Wire.LENGTH;
    private static final int NAME = 5 << 3 | Wire.LENGTH;
    private static final int KIND = 6 << 3;
    private static final int START = 7 << 3 | Wire.FIXED64;
    private static final int END = 8 << 3 | Wire.FIXED64;
    private static final int SPAN_ATTRIBUTES = 9 << 3 | Wire.LENGTH;
    private static final int RESOURCE_ATTRIBUTES = 1 << 3 | Wire.LENGTH;
    private static final int KEY = 1 << 3 | Wire.LENGTH;
    private static final int VALUE = 2 << 3 | Wire.LENGTH;
    private static final int ELEMENT = 1 << 3 | Wire.LENGTH;
    private static final int STRING = 1 << 3 | Wire.LENGTH;
    private static final int BOOL = 2 << 3;
    private static final int INT = 3 << 3;
    private static final int DOUBLE = 4 << 3 | Wire.FIXED64;
    private static final int ARRAY = 5 << 3 | Wire.LENGTH;
    private static final int KEY_VALUES = 6 << 3 | Wire.LENGTH;

    private final Wire wire;
    private final WireNames names;
    private final @Nullable String[] own;
    private final @Nullable String[] resource;
    private final boolean[] ownFound;
    private final boolean[] resourceFound;
    private int traceFrom;
    private int traceTo;
    private int spanFrom;
    private int spanTo;
    private int nameFrom;
    private int nameTo;
    private long startNanos;
    private long endNanos;
    private int kind;

    WireSpan(Wire wire, WireNames names) {
        this.wire = wire;
        this.names = names;
        this.own = new String[names.size()];
        this.resource = new String[names.size()];
        this.ownFound = new boolean[names.size()];
        this.resourceFound = new boolean[names.size()];
    }

    void readResource(int from, int to) throws BrokenBodyException {
        wire.enter(from, to);
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == RESOURCE_ATTRIBUTES) {
                int behind = wire.length();
                attribute(wire.at(), behind, resource, resourceFound);
                wire.enter(behind, to);
            } else {
                wire.skip(tag);
            }
        }
    }

    void forgetResource() {
        Arrays.fill(resourceFound, false);
        Arrays.fill(resource, null);
    }

    /** Reads a span that lies there; every part of it that is known is checked. */
    void read(int from, int to) throws BrokenBodyException {
        Arrays.fill(ownFound, false);
        Arrays.fill(own, null);
        traceFrom = traceTo = spanFrom = spanTo = nameFrom = nameTo = kind = 0;
        startNanos = endNanos = 0;
        wire.enter(from, to);
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            field(tag, to);
        }
        wire.checkText(nameFrom, nameTo);
    }

    private void field(int tag, int to) throws BrokenBodyException {
        switch (tag) {
            case KIND -> kind = (int) wire.varint();
            case START -> startNanos = wire.fixed64();
            case END -> endNanos = wire.fixed64();
            case TRACE_ID -> {
                traceTo = wire.length();
                traceFrom = wire.at();
                wire.skipTo(traceTo);
            }
            case SPAN_ID -> {
                spanTo = wire.length();
                spanFrom = wire.at();
                wire.skipTo(spanTo);
            }
            case NAME -> {
                nameTo = wire.length();
                nameFrom = wire.at();
                wire.skipTo(nameTo);
            }
            case SPAN_ATTRIBUTES -> {
                int behind = wire.length();
                attribute(wire.at(), behind, own, ownFound);
                wire.enter(behind, to);
            }
            default -> wire.skip(tag);
        }
    }

    private void attribute(int from, int to, @Nullable String[] values, boolean[] found) throws BrokenBodyException {
        int keyFrom = from;
        int keyTo = from;
        int valueFrom = to;
        int valueTo = to;
        wire.enter(from, to);
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == KEY) {
                keyTo = wire.length();
                keyFrom = wire.at();
                wire.skipTo(keyTo);
            } else if (tag == VALUE) {
                valueTo = wire.length();
                valueFrom = wire.at();
                wire.skipTo(valueTo);
            } else {
                wire.skip(tag);
            }
        }
        wire.checkText(keyFrom, keyTo);
        int place = names.place(wire.bytes(), keyFrom, keyTo);
        boolean wanted = place >= 0 && !found[place];
        String text = value(valueFrom, valueTo, wanted, 1);
        if (wanted) {
            found[place] = true;
            values[place] = text;
        }
    }

    /** The value as text where it is wanted; checked in any case. */
    private @Nullable String value(int from, int to, boolean wanted, int depth) throws BrokenBodyException {
        if (depth > DEPTH_MAX) {
            throw Wire.broken("its values are nested deeper than " + DEPTH_MAX);
        }
        String text = null;
        wire.enter(from, to);
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            switch (tag) {
                case STRING -> {
                    int behind = wire.length();
                    if (wanted) {
                        text = names.text(wire, wire.at(), behind);
                    } else {
                        wire.checkText(wire.at(), behind);
                    }
                    wire.skipTo(behind);
                }
                case BOOL -> text = Boolean.toString(wire.varint() != 0);
                case INT -> {
                    long number = wire.varint();
                    text = wanted ? Long.toString(number) : null;
                }
                case DOUBLE -> text = RecordFields.number(Double.longBitsToDouble(wire.fixed64()));
                case ARRAY, KEY_VALUES -> {
                    int behind = wire.length();
                    text = elements(wire.at(), behind, tag == ARRAY, wanted, depth + 1);
                    wire.enter(behind, to);
                }
                default -> wire.skip(tag);
            }
        }
        return text;
    }

    /** The first element of an array; nothing of a list of keys and values. */
    private @Nullable String elements(int from, int to, boolean array, boolean wanted, int depth)
            throws BrokenBodyException {
        String first = null;
        boolean any = false;
        wire.enter(from, to);
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == ELEMENT) {
                int behind = wire.length();
                if (array) {
                    String text = value(wire.at(), behind, wanted && !any, depth);
                    first = any ? first : text;
                    any = true;
                } else {
                    pair(wire.at(), behind, depth);
                }
                wire.enter(behind, to);
            } else {
                wire.skip(tag);
            }
        }
        return first;
    }

    private void pair(int from, int to, int depth) throws BrokenBodyException {
        wire.enter(from, to);
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == KEY) {
                int behind = wire.length();
                wire.checkText(wire.at(), behind);
                wire.skipTo(behind);
            } else if (tag == VALUE) {
                int behind = wire.length();
                String unused = value(wire.at(), behind, false, depth);
                wire.enter(behind, to);
            } else {
                wire.skip(tag);
            }
        }
    }

    boolean isServer() {
        return kind == SERVER;
    }

    /** What it is called, for a person to look at where the span is refused. */
    String name() {
        return new String(wire.bytes(), nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String text(String name) {
        if (name.equals(RecordFields.ID)) {
            return id();
        }
        if (name.startsWith(Rpc.PREFIX)) {
            return Rpc.text(name, this);
        }
        int place = names.place(name);
        String text = place < 0 ? null : ownFound[place] ? own[place] : resource[place];
        return text == null || text.isEmpty() || text.equals("-") ? null : text;
    }

    @Override
    public long atMillis() {
        return startNanos <= 0 ? Instants.NONE : startNanos / NANOS_PER_MILLI;
    }

    @Override
    public int latencyMillis() {
        long nanos = endNanos - startNanos;
        return endNanos == 0 || nanos < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, nanos / NANOS_PER_MILLI);
    }

    private @Nullable String id() {
        int uid = names.place(WireNames.UID);
        if (ownFound[uid]) {
            String text = own[uid];
            return text == null || text.isEmpty() || text.equals("-") ? null : text;
        }
        if (traceTo - traceFrom != 16 || spanTo - spanFrom != 8) {
            return null;
        }
        byte[] text = new byte[2 * 16 + 1 + 2 * 8];
        hex(traceFrom, traceTo, text, 0);
        text[32] = '-';
        hex(spanFrom, spanTo, text, 33);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private void hex(int from, int to, byte[] into, int at) {
        byte[] bytes = wire.bytes();
        for (int i = from, place = at; i < to; i++) {
            into[place++] = HEX[bytes[i] >> 4 & 0xF];
            into[place++] = HEX[bytes[i] & 0xF];
        }
    }
}
