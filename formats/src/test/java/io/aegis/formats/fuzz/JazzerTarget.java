package io.aegis.formats.fuzz;

import io.aegis.codec.event.BrokenBodyException;

/** What Jazzer calls: the decoder that its arguments name. */
public final class JazzerTarget {

    private static Decoder decoder = Decoder.OTLP_PROTOBUF;

    private JazzerTarget() {}

    public static void fuzzerInitialize(String[] arguments) {
        decoder = Decoder.valueOf(arguments[0]);
    }

    public static void fuzzerTestOneInput(byte[] body) {
        try {
            decoder.decode(body);
        } catch (BrokenBodyException refused) {
            // A refusal is an answer.
        }
    }
}
