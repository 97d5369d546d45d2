package io.aegis.engine;

import io.aegis.engine.intervention.Lifecycle;
import io.aegis.engine.signal.SignalState;
import io.aegis.engine.snapshot.SnapshotReader;
import io.aegis.engine.snapshot.SnapshotWriter;

/** One customer in the engine: its measured state, its interventions, its own time. */
final class Customer {

    /** Version of the bytes; one that is not read is refused. */
    private static final int VERSION = 1;

    final int number;
    final SignalState signals = new SignalState();
    final Lifecycle lifecycle;

    /** Latest of its own accepted events and of the instants that fell due. */
    long timeMillis = -1;
    /** When something next falls due. */
    long dueMillis = Long.MAX_VALUE;
    /** The earliest instant for which it waits in the queue. */
    long queuedMillis = Long.MAX_VALUE;

    Customer(int number) {
        this.number = number;
        this.lifecycle = new Lifecycle(number);
    }

    byte[] snapshot() {
        SnapshotWriter out = new SnapshotWriter();
        out.number(VERSION);
        out.number(timeMillis);
        signals.write(out);
        lifecycle.write(out);
        return out.toBytes();
    }

    static Customer restore(int number, byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(snapshot);
        int version = in.integer();
        if (version != VERSION) {
            throw new IllegalArgumentException("snapshot of customer (" + number + ") has version (" + version
                    + "), this build reads (" + VERSION + "): start the version that wrote it");
        }
        Customer customer = new Customer(number);
        customer.timeMillis = in.number();
        customer.signals.read(in);
        customer.lifecycle.read(in);
        return customer;
    }
}
