package io.aegis.formats.otlp;

import io.aegis.codec.event.BrokenBodyException;

/** Goes through an {@code ExportTraceServiceRequest} in protobuf's bytes, span by span. */
final class WireTraces {

    private static final int RESOURCE_SPANS = 1 << 3 | Wire.LENGTH;
    private static final int RESOURCE = 1 << 3 | Wire.LENGTH;
    private static final int SCOPE_SPANS = 2 << 3 | Wire.LENGTH;
    private static final int SPANS = 2 << 3 | Wire.LENGTH;

    private final Wire wire;
    private final WireSpan span;
    private final Visitor visitor;
    private int records;

    WireTraces(byte[] bytes, WireNames names, Visitor visitor) {
        this.wire = new Wire(bytes);
        this.span = new WireSpan(wire, names);
        this.visitor = visitor;
    }

    /** Is shown each server span while it can be read. */
    interface Visitor {
        void server(WireSpan span, int number) throws BrokenBodyException;
    }

    /** How many spans there were, of all kinds. */
    int read() throws BrokenBodyException {
        int end = wire.bytes().length;
        wire.enter(0, end);
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == RESOURCE_SPANS) {
                int behind = wire.length();
                int from = wire.at();
                // What its spans share may stand behind them.
                span.forgetResource();
                resource(from, behind);
                spans(from, behind);
                wire.enter(behind, end);
            } else {
                wire.skip(tag);
            }
        }
        return records;
    }

    private void resource(int from, int to) throws BrokenBodyException {
        wire.enter(from, to);
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == RESOURCE) {
                int behind = wire.length();
                span.readResource(wire.at(), behind);
                wire.enter(behind, to);
            } else {
                wire.skip(tag);
            }
        }
    }

    private void spans(int from, int to) throws BrokenBodyException {
        wire.enter(from, to);
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == SCOPE_SPANS) {
                int behind = wire.length();
                scope(wire.at(), behind);
                wire.enter(behind, to);
            } else {
                wire.skip(tag);
            }
        }
    }

    private void scope(int from, int to) throws BrokenBodyException {
        wire.enter(from, to);
        for (int tag = wire.tag(); tag != 0; tag = wire.tag()) {
            if (tag == SPANS) {
                int behind = wire.length();
                span.read(wire.at(), behind);
                records++;
                if (span.isServer()) {
                    visitor.server(span, records);
                }
                wire.enter(behind, to);
            } else {
                wire.skip(tag);
            }
        }
    }
}
