package io.aegis.server.projection;

import io.aegis.engine.CustomerView;
import io.aegis.engine.fleet.Incident;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells the changes of a batch once its transaction has committed, by the rows as they now are. */
public final class Announcer {

    /** More customers than this at once are not told one by one; lists read anew. */
    private static final int CUSTOMERS_MAX = 100;

    private final InterventionQueries interventions;
    private final CustomerQueries customers;
    private final IncidentQueries incidents;
    private final Changes changes;

    public Announcer(
            InterventionQueries interventions, CustomerQueries customers, IncidentQueries incidents, Changes changes) {
        this.interventions = interventions;
        this.customers = customers;
        this.incidents = incidents;
        this.changes = changes;
    }

    /** First, because somebody may wait for them. */
    public void tellDecisions(TableBatch batch) {
        if (batch.decisions().isEmpty()) {
            return;
        }
        if (!changes.isHeard()) {
            changes.pass();
            return;
        }
        Set<String> ids = new LinkedHashSet<>();
        batch.decisions().stream().filter(decision -> !decision.now().shadow()).forEach(decision -> {
            ids.remove(decision.now().id());
            ids.add(decision.now().id());
        });
        interventions.byIds(List.copyOf(ids)).stream()
                .sorted(java.util.Comparator.comparing(InterventionRow::updatedAt))
                .forEach(row -> changes.tell(Changes.Kind.INTERVENTION, RowJson.of(row)));
    }

    /** Incidents and customers. */
    public void tellRest(TableBatch batch) {
        if (!changes.isHeard()) {
            changes.pass();
            return;
        }
        incidents.byIds(incidentsOf(batch)).forEach(row -> changes.tell(Changes.Kind.INCIDENT, RowJson.of(row)));
        List<Integer> numbers = batch.views().stream()
                .limit(CUSTOMERS_MAX)
                .map(CustomerView::customer)
                .toList();
        customers.byNumbers(numbers).forEach(row -> changes.tell(Changes.Kind.CUSTOMER, RowJson.of(row)));
    }

    /** Incidents that changed, and those that hold back something more or less. */
    private static List<String> incidentsOf(TableBatch batch) {
        Set<String> ids = new LinkedHashSet<>();
        batch.incidents().forEach(incident -> ids.add(incident.id()));
        for (Decision decision : batch.decisions()) {
            String holder = decision.now().heldBy();
            if (holder != null && holder.startsWith(Incident.ID_PREFIX)) {
                ids.add(holder);
            }
        }
        return List.copyOf(ids);
    }
}
