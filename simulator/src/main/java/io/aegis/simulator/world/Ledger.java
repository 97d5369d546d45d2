package io.aegis.simulator.world;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens in the block being made besides its calls, and who waits with a key. */
final class Ledger {

    private final List<Occurrence.Placed> placed = new ArrayList<>();
    private final List<Occurrence.Placed> firstCalls = new ArrayList<>();
    private final List<Company> keyHolders = new ArrayList<>();

    void line(Company company, long atMillis, String json) {
        add(company, atMillis, new Occurrence.Line(json));
    }

    void add(@Nullable Company company, long atMillis, Occurrence what) {
        placed.add(new Occurrence.Placed(atMillis, company, what));
    }

    /** One call is certain to happen at this instant. */
    void firstCall(Company company, long atMillis) {
        firstCalls.add(new Occurrence.Placed(atMillis, company, new Occurrence.FirstCall()));
    }

    /** The company has got its key within the world's time. */
    void waiting(Company company) {
        keyHolders.add(company);
    }

    List<Company> keyHolders() {
        return keyHolders;
    }

    List<Occurrence.Placed> takeFirstCalls() {
        List<Occurrence.Placed> taken = List.copyOf(firstCalls);
        firstCalls.clear();
        return taken;
    }

    /** Everything before the instant, in order of time; what happens at one instant stays in the order of its telling. */
    List<Occurrence.Placed> takeUntil(long untilMillis) {
        List<Occurrence.Placed> taken = new ArrayList<>();
        List<Occurrence.Placed> later = new ArrayList<>();
        for (Occurrence.Placed one : placed) {
            (one.atMillis() < untilMillis ? taken : later).add(one);
        }
        placed.clear();
        placed.addAll(later);
        taken.sort((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
        return taken;
    }
}
