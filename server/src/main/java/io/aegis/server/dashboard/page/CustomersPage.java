package io.aegis.server.dashboard.page;

import io.aegis.server.dashboard.chart.Sparkline;
import io.aegis.server.projection.CustomerRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of customers.
 *
 * @param total all customers, whatever the filters
 * @param firstPage true where nothing lies before it
 * @param fileBytesMax the largest file that can be imported
 * @param report why a file just sent was refused, null for none
 * @param progress of an import that goes on or has just ended, null for none
 */
public record CustomersPage(
        Shell shell,
        Address address,
        List<Line> lines,
        long total,
        boolean firstPage,
        @Nullable String next,
        long fileBytesMax,
        @Nullable ImportReport report,
        @Nullable ImportProgress progress) {
    public CustomersPage {
        lines = List.copyOf(lines);
    }

    /**
     * One customer with its calls of the last two weeks.
     *
     * @param open titles of the rules that have an intervention open
     */
    public record Line(CustomerRow data, Sparkline spark, List<String> open) {
        public Line {
            open = List.copyOf(open);
        }
    }

    public boolean filtered() {
        return address.any("query", "health", "tier", "stage", "owner");
    }

    /** True where it is ordered by amounts of several currencies: there is no table of rates. */
    public boolean mixesCurrencies() {
        return List.of("mrr", "-mrr").contains(address.get("sort"))
                && Money.mixed(lines.stream()
                        .map(line ->
                                new Money.Amount(line.data().mrr(), line.data().currency())));
    }

    /** Address of the list sorted by a column; a second time turns it round. */
    public String sortHref(String column, boolean descendingFirst) {
        String down = "-" + column;
        String first = descendingFirst ? down : column;
        String second = descendingFirst ? column : down;
        return address.with("sort", address.is("sort", first) ? second : first);
    }

    /** The word of ARIA for a column's order. */
    public String sorted(String column) {
        String sort = address.get("sort");
        if (sort.equals("-" + column)) {
            return "descending";
        }
        String ascending = sort.isEmpty() ? "name" : sort;
        return ascending.equals(column) ? "ascending" : "none";
    }
}
