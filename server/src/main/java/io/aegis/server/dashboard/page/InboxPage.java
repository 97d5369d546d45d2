package io.aegis.server.dashboard.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start page.
 *
 * @param notices what concerns many customers at once
 * @param detail the chosen intervention, null for none
 * @param of name of the one customer whose interventions these are, null for all
 * @param missing id that was asked for and is not known, empty otherwise
 */
public record InboxPage(
        Shell shell,
        Notices notices,
        Figures figures,
        Address address,
        InboxList list,
        List<Choice> rules,
        @Nullable String of,
        @Nullable InboxDetail detail,
        String missing) {
    public InboxPage {
        rules = List.copyOf(rules);
    }
}
