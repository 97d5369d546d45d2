package io.aegis.engine;

import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.ApiCalls;
import io.aegis.engine.event.Fact;
import io.aegis.engine.fleet.Fleet;
import io.aegis.engine.fleet.Incident;
import io.aegis.engine.fleet.Platform;
import io.aegis.engine.signal.Expected;

/** Tells the fleet that a customer calls and fails, once in a block each. */
record Attendance(Platform platform) {

    /** @param minute of the customer's time */
    void count(Customer customer, Fact fact, int minute, Expected expected) {
        switch (fact) {
            case ApiCall call -> {
                active(customer, minute);
                if (call.status() < 400) {
                    well(customer);
                } else {
                    failed(customer, call, minute, expected);
                }
            }
            case ApiCalls calls -> {
                active(customer, minute);
                broken(customer, minute, calls.serverErrors() > 0);
                auth(customer, minute, 2 * calls.authErrors() - calls.count());
                throttled(customer, minute, 2 * calls.throttled() - calls.count());
            }
            default -> {}
        }
    }

    private static void well(Customer customer) {
        int block = customer.activeBlock;
        if (Refused.moves(customer.auth)) {
            customer.auth = Refused.next(customer.auth, -1, block);
        }
        if (Refused.moves(customer.throttled)) {
            customer.throttled = Refused.next(customer.throttled, -1, block);
        }
    }

    private void failed(Customer customer, ApiCall call, int minute, Expected expected) {
        int status = call.status();
        boolean refused = (status == 401 || status == 403 || status == 429) && !expected.test(call.route(), status);
        broken(customer, minute, status >= 500);
        auth(customer, minute, refused && status != 429 ? 1 : -1);
        throttled(customer, minute, refused && status == 429 ? 1 : -1);
    }

    private void active(Customer customer, int minute) {
        int block = Fleet.block(minute);
        if (block > customer.activeBlock) {
            platform.active(minute, customer.activeBlock == block - 1);
            customer.activeBlock = block;
            customer.auth = Refused.turned(customer.auth);
            customer.throttled = Refused.turned(customer.throttled);
        }
    }

    private void broken(Customer customer, int minute, boolean broken) {
        int block = customer.activeBlock;
        if (broken && block > customer.failingBlock) {
            platform.failing(Incident.Kind.SERVER, minute, customer.failingBlock == block - 1 ? block - 1 : block);
            customer.failingBlock = block;
        }
    }

    private void auth(Customer customer, int minute, long more) {
        int next = Refused.next(customer.auth, more, customer.activeBlock);
        customer.auth = more > 0 ? counted(Incident.Kind.AUTH, next, minute) : next;
    }

    private void throttled(Customer customer, int minute, long more) {
        int next = Refused.next(customer.throttled, more, customer.activeBlock);
        customer.throttled = more > 0 ? counted(Incident.Kind.THROTTLED, next, minute) : next;
    }

    private int counted(Incident.Kind kind, int state, int minute) {
        if (!Refused.uncounted(state)) {
            return state;
        }
        platform.failing(kind, minute, Refused.since(state));
        return Refused.counted(state);
    }
}
