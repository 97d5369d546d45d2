package io.aegis.cli.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code aegis bench ingest}: events of the public schema over HTTP to a running server. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Events a second that a running server takes durably; this process is the load generator.")
final class IngestBench implements Callable<Integer> {

    @Mixin
    private DoorLoad load = new DoorLoad();

    @Override
    public Integer call() throws InterruptedException {
        load.run("ingest", "event", Wire.Target.EVENTS, sender -> new LineBlock());
        return 0;
    }
}
