package io.aegis.simulator.world;

import io.aegis.simulator.truth.Episode;
import java.util.ArrayList;
import java.util.List;

/**
 * The world, run forward in time. The same settings give the same occurrences in the same order, however the runs are
 * cut. Not thread-safe; a world needs memory for its companies and for the calls of one block.
 */
public final class World {

    private static final int ARRIVALS = 77;
    private static final int SPIKES = 78;
    private static final int STRANDED = 79;
    private static final double SPIKE_CALLS_MIN = 150;

    private final WorldSettings settings;
    private final Ledger ledger = new Ledger();
    private final Usage usage = new Usage();
    private final Founding founding;
    private final Life life;
    private final Troubles troubles;
    private final Outages outages;
    private final Traffic traffic;
    private final Fates fates;
    private final List<Company> companies = new ArrayList<>();
    private final Block block = new Block();
    private List<Occurrence.Placed> others = List.of();
    private int callsDone;
    private int othersDone;
    private long blockUntilMillis;
    private long doneMillis;
    private long nextCycle;

    public World(WorldSettings settings) {
        this.settings = settings;
        Stories stories = Stories.shipped(settings.population());
        this.founding = new Founding(settings, stories);
        this.troubles = new Troubles(settings, stories, ledger);
        this.life = new Life(settings, stories, ledger, usage, troubles);
        this.outages = new Outages(settings, ledger);
        this.traffic = new Traffic(outages);
        this.fates = new Fates(this, stories, ledger, usage, troubles, outages);
        this.doneMillis = settings.beginMillis();
        this.blockUntilMillis = doneMillis;
        this.nextCycle = -settings.backfillMillis() / settings.lapseMillis();
        for (Founding.Founded founded : founding.first()) {
            join(founded, settings.beginMillis());
        }
        foretellSpikes();
        settings.episodes().forEach(fates::plan);
    }

    private void join(Founding.Founded founded, long atMillis) {
        Company company = founded.company();
        companies.add(company);
        troubles.begin(company, atMillis);
        life.begin(company, founded.story(), atMillis);
    }

    /** Two error episodes begin within the first ten live cycles, each at least two cycles long. */
    private void foretellSpikes() {
        Stream stream = Stream.of(settings.seed(), SPIKES, SPIKES);
        long lapse = settings.lapseMillis();
        Company atRisk = companies.get(3);
        troubles.force(atRisk, live(stream.uniform(0.3, 2.5)), 2 * lapse);
        int start = companies.size() > 4 ? 4 + stream.nextInt(companies.size() - 4) : 0;
        for (int i = 0; i < companies.size(); i++) {
            Company company = companies.get((start + i) % companies.size());
            if (company != atRisk && company.calling && company.callsPerDay >= SPIKE_CALLS_MIN) {
                troubles.force(company, live(stream.uniform(3.5, 8)), 2 * lapse);
                return;
            }
        }
    }

    private long live(double cycles) {
        return settings.startMillis() + Math.round(cycles * settings.lapseMillis());
    }

    public WorldSettings settings() {
        return settings;
    }

    /** Until when the world has run: everything before has been told, nothing from there on. */
    public long nowMillis() {
        return doneMillis;
    }

    /** All companies so far, by number. Do not change. */
    public List<Company> companies() {
        return companies;
    }

    /**
     * Brings something about from the next block on, which begins within an hour of the world's time.
     *
     * @return what was ordered, with its onset; given to {@link #restore}, the same world comes of it again
     * @throws IllegalArgumentException if there is no such customer, kind or cause, or it cannot happen there now
     */
    public Planned order(Planned wish) {
        Planned order = new Planned(
                wish.customer(),
                wish.share(),
                wish.kind(),
                wish.cause(),
                blockUntilMillis,
                wish.durationMillis(),
                wish.severity());
        fates.order(order);
        return order;
    }

    /** Orders of an earlier run of this world, in their order; only before it runs. */
    public void restore(List<Planned> orders) {
        orders.forEach(fates::restore);
    }

    /** Runs on, telling everything from {@link #nowMillis} up to before the instant, in order of time. */
    public void runUntil(long untilMillis, Occurrences out) {
        while (doneMillis < untilMillis) {
            if (doneMillis == blockUntilMillis) {
                makeBlock();
            }
            long to = Math.min(untilMillis, blockUntilMillis);
            tell(to, out);
            doneMillis = to;
        }
    }

    private void makeBlock() {
        long from = blockUntilMillis;
        // Blocks end on whole hours or minutes, wherever the world begins.
        blockUntilMillis =
                Math.floorDiv(from, settings.blockMillis()) * settings.blockMillis() + settings.blockMillis();
        arrive(blockUntilMillis);
        outages.advance(blockUntilMillis);
        fates.advance(blockUntilMillis);
        block.begin(from, blockUntilMillis);
        for (Company company : companies) {
            life.advance(company, blockUntilMillis);
            if (company.calling) {
                troubles.advance(company, blockUntilMillis);
            }
        }
        for (Occurrence.Placed first : ledger.takeFirstCalls()) {
            traffic.call(java.util.Objects.requireNonNull(first.company()), first.atMillis(), block);
        }
        for (Company company : companies) {
            traffic.make(company, from, blockUntilMillis, block);
        }
        block.sort();
        others = ledger.takeUntil(blockUntilMillis);
        callsDone = 0;
        othersDone = 0;
    }

    /** Someone signs up and gets a key at once, and waits with it. */
    void strand(long atMillis, long firstCallMillis) {
        Stream stream = Stream.of(settings.seed(), companies.size(), STRANDED);
        Company company = founding.stranger(companies.size(), stream);
        companies.add(company);
        life.strand(company, atMillis, firstCallMillis);
    }

    private void arrive(long untilMillis) {
        long cycleAt = settings.startMillis() + nextCycle * settings.lapseMillis();
        while (cycleAt < untilMillis) {
            Stream stream = Stream.of(settings.seed(), nextCycle, ARRIVALS);
            double when = stream.nextDouble();
            if (stream.chance(settings.population().signupChance())) {
                long atMillis = Math.max(doneMillis, cycleAt + Math.round(when * (settings.lapseMillis() - 1)));
                join(founding.arrival(companies.size(), stream), atMillis);
            }
            nextCycle++;
            cycleAt += settings.lapseMillis();
        }
    }

    private void tell(long untilMillis, Occurrences out) {
        while (true) {
            long callAt = callsDone < block.count() ? block.atMillis(callsDone) : Long.MAX_VALUE;
            long otherAt = othersDone < others.size() ? others.get(othersDone).atMillis() : Long.MAX_VALUE;
            if (Math.min(callAt, otherAt) >= untilMillis) {
                return;
            }
            if (otherAt <= callAt) {
                Occurrence.Placed placed = others.get(othersDone++);
                out.other(placed.company(), placed.atMillis(), placed.what());
            } else {
                long call = block.call(callsDone++);
                Company company = companies.get(Calls.company(call));
                count(company, callAt);
                out.call(company, callAt, Calls.detail(call));
            }
        }
    }

    private static void count(Company company, long atMillis) {
        company.cycleCalls++;
        if (++company.calls == 1_000) {
            company.thousandthCallMillis = atMillis;
        }
        Trouble trouble = company.trouble;
        if (trouble != null && atMillis >= trouble.aboveFromMillis() && atMillis < trouble.endMillis) {
            trouble.calls++;
        }
        UsageEpisode usage = company.usage;
        if (usage != null && atMillis >= usage.onsetMillis && atMillis < usage.endMillis) {
            usage.calls++;
        }
    }

    /** What was true from the beginning up to {@link #nowMillis}. */
    public List<Episode> truth() {
        TruthBook book = new TruthBook(settings.beginMillis(), doneMillis);
        troubles.told().forEach(told -> book.errors(told.company(), told.trouble()));
        usage.told().forEach(told -> book.usage(told.company(), told.episode()));
        ledger.keyHolders().forEach(book::onboarding);
        outages.told().forEach(book::outage);
        fates.silences().forEach(book::silence);
        return book.episodes();
    }
}
