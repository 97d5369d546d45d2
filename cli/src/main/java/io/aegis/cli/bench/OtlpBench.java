package io.aegis.cli.bench;

import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aegis bench otlp}: export requests over HTTP to a running server. */
@Command(
        name = "otlp",
        mixinStandardHelpOptions = true,
        description =
                "OTLP server spans a second (protobuf) that a running server takes durably; this process is the load generator.")
final class OtlpBench implements Callable<Integer> {

    @Mixin
    private DoorLoad load = new DoorLoad();

    @Override
    public Integer call() throws InterruptedException {
        load.run(
                "otlp",
                "span",
                Wire.Target.SPANS,
                sender -> new SpanBlock(load.customers(), new SplittableRandom(System.nanoTime() + sender)));
        return 0;
    }
}
