package io.aegis.simulator.world;

/** Makes the calls of one company in one block: sessions at its rhythm and rate, each a run of calls. */
final class Traffic {

    private static final long GAP_MAX_MILLIS = 10 * Durations.MINUTE_MILLIS;
    private static final int SESSION_CALLS_MAX = 400;

    private final Outages outages;

    Traffic(Outages outages) {
        this.outages = outages;
    }

    void make(Company company, long fromMillis, long untilMillis, Block block) {
        if (!company.calling || company.callingUntilMillis <= fromMillis || company.callingFromMillis >= untilMillis) {
            return;
        }
        long middle = (fromMillis + untilMillis) / 2;
        double days = (double) (untilMillis - fromMillis) / Durations.DAY_MILLIS;
        double expected = company.callsPerDay
                * days
                * company.level.at(middle)
                * company.rhythm.at(middle, company.place.hours())
                * dayFactor(company, middle);
        int sessions = company.traffic.poisson(expected / company.sessionCalls);
        for (int session = 0; session < sessions; session++) {
            session(company, fromMillis, untilMillis, block);
        }
    }

    private void session(Company company, long fromMillis, long untilMillis, Block block) {
        Stream stream = company.traffic;
        double at = fromMillis + stream.nextDouble() * (untilMillis - fromMillis);
        int calls = Math.min(SESSION_CALLS_MAX, stream.geometric(company.sessionCalls));
        for (int call = 0; call < calls; call++) {
            call(company, (long) at, block);
            if (call + 1 < calls) {
                at += Math.min(GAP_MAX_MILLIS, stream.exponential(company.gapMillis));
            }
        }
    }

    void call(Company company, long atMillis, Block block) {
        if (company.calls(atMillis)) {
            block.add(atMillis, company.number(), draw(company, atMillis));
        }
    }

    private int draw(Company company, long atMillis) {
        Stream stream = company.traffic;
        long bits = stream.nextLong();
        int slot = slot(company.shares, (int) (bits & 0xFFFF));
        double luck = stream.nextDouble();
        int key = company.keys > 1 ? (int) (bits >>> 16 & 0xFF) % company.keys : 0;
        Route route = Route.ALL.get(company.routes[slot]);
        int median = MEDIANS[company.routes[slot]] + company.latencySteps;
        int spread = (int) (bits >>> 24);
        if (outages.hits(company, atMillis, luck)) {
            return Calls.detail(slot, Status.code(503), key, Latency.around(median + 140, spread));
        }
        Trouble trouble = Troubles.current(company, atMillis);
        double hit = trouble == null ? 0 : trouble.hit(atMillis, slot);
        if (trouble != null && luck < hit) {
            int latency = Latency.around(median + trouble.latencySteps(), spread);
            return Calls.detail(slot, trouble.statusCode((int) (bits >>> 40 & 0xFF)), company.keys - 1, latency);
        }
        if (luck < hit + (1 - hit) * company.baseErrorRate) {
            int code = USUAL[(int) (bits >>> 40 & 15)];
            return Calls.detail(slot, code, key, Latency.around(median - 20, spread));
        }
        return Calls.detail(slot, success(route, (int) (bits >>> 48)), key, Latency.around(median, spread));
    }

    /** A cached answer now and then on reading routes, as real clients get. */
    private static int success(Route route, int draw) {
        return route.method().equals("GET") && (draw & 0xFF) < 11 ? NOT_MODIFIED : SUCCESS[route.success() - 200];
    }

    private static final int NOT_MODIFIED = Status.code(304);
    private static final int[] SUCCESS = {Status.code(200), Status.code(201), Status.code(202), 0, Status.code(204)};
    private static final int[] USUAL = new int[16];
    private static final int[] MEDIANS = Route.ALL.stream()
            .mapToInt(route -> Latency.code(route.latencyMillis()))
            .toArray();

    static {
        for (int draw = 0; draw < USUAL.length; draw++) {
            USUAL[draw] = Status.code(Status.usualFailure(draw));
        }
    }

    private static int slot(char[] shares, int draw) {
        int slot = 0;
        while (slot < shares.length - 1 && draw >= shares[slot]) {
            slot++;
        }
        return slot;
    }

    /** Good and bad days: a log-normal factor of mean 1 that is fixed for a company and its local day. */
    private static double dayFactor(Company company, long atMillis) {
        long day = Math.floorDiv(atMillis + company.place.hours() * Durations.HOUR_MILLIS, Durations.DAY_MILLIS);
        if (day != company.factorDay) {
            long bits = Stream.mix(company.daySeed + day);
            double z = Normal.quantile((bits >>> 12) * 0x1.0p-52 + 0x1.0p-53);
            double sigma = company.dayNoise;
            company.dayFactor = StrictMath.exp(sigma * z - sigma * sigma / 2);
            company.factorDay = day;
        }
        return company.dayFactor;
    }
}
