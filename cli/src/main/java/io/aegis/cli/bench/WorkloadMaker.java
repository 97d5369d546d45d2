package io.aegis.cli.bench;

import io.aegis.engine.event.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes workload W1: calls of many customers over some hours, popularity Zipf shuffled over the ids, 1 % of the calls
 * late, and incidents in which a customer's errors rise. The same parameters make the same calls.
 *
 * @param zipfExponent 0 for uniform popularity
 */
record WorkloadMaker(
        int customerCount,
        int callCount,
        int hours,
        double zipfExponent,
        int incidentCount,
        long spanMillis,
        long seed) {

    private static final long START_MILLIS = 1_762_000_000_000L / 86_400_000 * 86_400_000;
    private static final int MINUTE_MILLIS = 60_000;
    private static final double LATE_SHARE = 0.01;
    private static final int LATE_MILLIS_MAX = 30_000;
    private static final int[] STATUSES = {200, 404, 422, 429, 500};
    private static final int[] LATENCIES = {12, 25, 40, 60, 90, 140, 260, 800};
    private static final String[] ROUTES = {
        "/v1/orders",
        "/v1/orders/{id}",
        "/v1/customers",
        "/v1/customers/{id}",
        "/v1/search",
        "/v1/invoices",
        "/v1/ping",
        "/v1/files/{id}"
    };

    static WorkloadMaker w1(int customers, int calls, double zipfExponent, long seed) {
        return new WorkloadMaker(customers, calls, 6, zipfExponent, 200, 6 * 60L * MINUTE_MILLIS, seed);
    }

    Workload make() {
        SplittableRandom random = new SplittableRandom(seed);
        int[] byRank = shuffled(random);
        double[] cumulative = cumulative();
        double[] baseErrorShare = new double[customerCount];
        for (int customer = 0; customer < customerCount; customer++) {
            baseErrorShare[customer] = 0.01 + 0.02 * random.nextDouble();
        }
        List<Workload.Incident> incidents = incidents(random, byRank);
        Workload.Incident[] incidentOf = new Workload.Incident[customerCount];
        incidents.forEach(incident -> incidentOf[incident.customer()] = incident);
        int[] customers = new int[callCount];
        int[] offsets = new int[callCount];
        short[] facts = new short[callCount];
        for (int call = 0; call < callCount; call++) {
            int arrival = (int) (call * spanMillis / callCount);
            int customer = byRank[rank(cumulative, random.nextDouble())];
            int late = random.nextDouble() < LATE_SHARE ? 1 + random.nextInt(LATE_MILLIS_MAX) : 0;
            int at = Math.max(0, arrival - late);
            Workload.Incident incident = incidentOf[customer];
            boolean inside = incident != null && at >= incident.fromMillis() && at < incident.toMillis();
            double errorShare = inside ? incident.errorShare() : baseErrorShare[customer];
            int status = random.nextDouble() < errorShare ? 1 + random.nextInt(STATUSES.length - 1) : 0;
            customers[call] = customer;
            offsets[call] = at;
            facts[call] = index(random.nextInt(ROUTES.length), status, random.nextInt(LATENCIES.length));
        }
        return new Workload(START_MILLIS, customerCount, customers, offsets, facts, dictionary(), incidents);
    }

    private int[] shuffled(SplittableRandom random) {
        int[] ids = new int[customerCount];
        for (int rank = 0; rank < customerCount; rank++) {
            int other = random.nextInt(rank + 1);
            ids[rank] = ids[other];
            ids[other] = rank;
        }
        return ids;
    }

    private double[] cumulative() {
        double[] sums = new double[customerCount];
        double sum = 0;
        for (int rank = 0; rank < customerCount; rank++) {
            sum += zipfExponent == 0 ? 1 : StrictMath.pow(rank + 1.0, -zipfExponent);
            sums[rank] = sum;
        }
        for (int rank = 0; rank < customerCount; rank++) {
            sums[rank] /= sum;
        }
        return sums;
    }

    private int rank(double[] cumulative, double share) {
        if (zipfExponent == 0) {
            return (int) (share * customerCount);
        }
        int low = 0;
        int high = customerCount - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] < share) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<Workload.Incident> incidents(SplittableRandom random, int[] byRank) {
        List<Workload.Incident> made = new ArrayList<>();
        boolean[] taken = new boolean[customerCount];
        int ranks = Math.min(1996, customerCount - 5);
        while (made.size() < Math.min(incidentCount, ranks / 2)) {
            int customer = byRank[4 + random.nextInt(ranks)];
            if (taken[customer]) {
                continue;
            }
            taken[customer] = true;
            int lasts = (20 + random.nextInt(41)) * MINUTE_MILLIS;
            int from = 30 * MINUTE_MILLIS + random.nextInt((int) spanMillis - 30 * MINUTE_MILLIS - lasts);
            made.add(new Workload.Incident(customer, from, from + lasts, 0.2 + 0.4 * random.nextDouble()));
        }
        return made;
    }

    private static short index(int route, int status, int latency) {
        return (short) ((route * STATUSES.length + status) * LATENCIES.length + latency);
    }

    private static List<ApiCall> dictionary() {
        List<ApiCall> facts = new ArrayList<>();
        for (String route : ROUTES) {
            for (int status : STATUSES) {
                for (int latency : LATENCIES) {
                    facts.add(new ApiCall("GET", route, status, latency, false, null, null));
                }
            }
        }
        return facts;
    }
}
