package io.aegis.cli.bench;

import java.util.Arrays;
import java.util.List;

/**
 * How well openings find injected incidents.
 *
 * @param found incidents with an opening in them, up to 15 minutes after their end
 * @param falseAlarms openings outside every incident of their customer
 * @param medianDelaySeconds from an incident's start to its first opening
 */
record IncidentScore(int incidents, int found, int falseAlarms, double medianDelaySeconds) {

    private static final int AFTER_MILLIS = 15 * 60_000;

    static IncidentScore of(Workload workload, List<Opening> openings) {
        Workload.Incident[] incidentOf = new Workload.Incident[workload.customerCount()];
        workload.incidents().forEach(incident -> incidentOf[incident.customer()] = incident);
        long[] firstDelay = new long[workload.customerCount()];
        Arrays.fill(firstDelay, -1);
        int falseAlarms = 0;
        for (Opening opening : openings) {
            Workload.Incident incident = incidentOf[opening.customer()];
            long at = opening.atMillis() - workload.startMillis();
            if (incident == null || at < incident.fromMillis() || at > incident.toMillis() + AFTER_MILLIS) {
                falseAlarms++;
            } else if (firstDelay[opening.customer()] < 0
                    || at - incident.fromMillis() < firstDelay[opening.customer()]) {
                firstDelay[opening.customer()] = at - incident.fromMillis();
            }
        }
        long[] delays =
                Arrays.stream(firstDelay).filter(delay -> delay >= 0).sorted().toArray();
        double median = delays.length == 0 ? Double.NaN : delays[delays.length / 2] / 1000.0;
        return new IncidentScore(workload.incidents().size(), delays.length, falseAlarms, median);
    }
}
