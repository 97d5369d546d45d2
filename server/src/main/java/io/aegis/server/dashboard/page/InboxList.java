package io.aegis.server.dashboard.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of the inbox.
 *
 * @param nextHref address of the following part, null on the last
 * @param filtered true if more than the status restricts it
 * @param waiting true while nothing has come in yet
 * @param selected id of the intervention in the pane, empty for none
 */
public record InboxList(
        List<InboxRow> rows,
        Address address,
        @Nullable String nextHref,
        boolean filtered,
        boolean waiting,
        String selected,
        long nowMillis) {
    public InboxList {
        rows = List.copyOf(rows);
    }

    /** True where it is ordered by amounts of several currencies: there is no table of rates. */
    public boolean mixesCurrencies() {
        return List.of("mrr", "-mrr", "risk", "-risk").contains(address.get("sort"))
                && Money.mixed(rows.stream()
                        .map(row ->
                                new Money.Amount(row.data().mrr(), row.data().currency())));
    }

    /** Where a row leads: the same list with it in the pane. */
    public String href(InboxRow row) {
        return address.on("/interventions/" + Wording.url(row.data().id()));
    }
}
