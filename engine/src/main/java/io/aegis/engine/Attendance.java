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
                if (call.status() >= 400) {
                    failed(customer, call, minute, expected);
                } else if (Failing.moves(customer.failing)) {
                    refused(customer, minute, -1, -1);
                }
            }
            case ApiCalls calls -> {
                active(customer, minute);
                broken(customer, minute, calls.serverErrors() > 0);
                refused(
                        customer,
                        minute,
                        2 * calls.authErrors() - calls.count(),
                        2 * calls.throttled() - calls.count());
            }
            default -> {}
        }
    }

    private void failed(Customer customer, ApiCall call, int minute, Expected expected) {
        int status = call.status();
        boolean auth = status == 401 || status == 403;
        boolean refused = (auth || status == 429) && !expected.test(call.route(), status);
        broken(customer, minute, status >= 500);
        refused(customer, minute, refused && auth ? 1 : -1, refused && !auth ? 1 : -1);
    }

    private void active(Customer customer, int minute) {
        int block = Fleet.block(minute);
        if (block > customer.activeBlock) {
            long blocks = (long) block - customer.activeBlock;
            platform.active(minute, blocks == 1);
            customer.activeBlock = block;
            customer.failing = Failing.turned(customer.failing, blocks);
        }
    }

    private void broken(Customer customer, int minute, boolean broken) {
        if (broken && !Failing.isBroken(customer.failing)) {
            platform.failing(Incident.Kind.SERVER, minute, Failing.wasBroken(customer.failing) ? 1 : 0);
            customer.failing = Failing.broken(customer.failing);
        }
    }

    /** By how many answers more than others it was refused in each way. */
    private void refused(Customer customer, int minute, long auth, long throttled) {
        int next = Failing.next(customer.failing, Failing.AUTH, auth);
        next = Failing.next(next, Failing.THROTTLED, throttled);
        next = auth > 0 ? counted(Incident.Kind.AUTH, Failing.AUTH, next, minute) : next;
        customer.failing = throttled > 0 ? counted(Incident.Kind.THROTTLED, Failing.THROTTLED, next, minute) : next;
    }

    private int counted(Incident.Kind kind, int way, int state, int minute) {
        if (!Failing.uncounted(state, way)) {
            return state;
        }
        platform.failing(kind, minute, Failing.age(state, way));
        return Failing.countedNow(state, way);
    }
}
