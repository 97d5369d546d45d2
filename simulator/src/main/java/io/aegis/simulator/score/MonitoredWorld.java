package io.aegis.simulator.score;

import io.aegis.codec.event.EventReader;
import io.aegis.codec.event.Line;
import io.aegis.codec.event.Masking;
import io.aegis.codec.event.PublicEvent;
import io.aegis.engine.Engine;
import io.aegis.engine.Entry;
import io.aegis.engine.Outputs;
import io.aegis.engine.event.ApiCall;
import io.aegis.engine.event.Fact;
import io.aegis.engine.intervention.Intervention;
import io.aegis.engine.intervention.Status;
import io.aegis.engine.intervention.TimelineEntry;
import io.aegis.engine.rule.RuleSet;
import io.aegis.simulator.delivery.Courier;
import io.aegis.simulator.delivery.EventLines;
import io.aegis.simulator.run.Plan;
import io.aegis.simulator.truth.Episode;
import io.aegis.simulator.world.Calls;
import io.aegis.simulator.world.Company;
import io.aegis.simulator.world.Occurrence;
import io.aegis.simulator.world.Route;
import io.aegis.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A world and the engine watching it, in one process: the history is the one that a replay of the world's file gives.
 * Calls are handed over as facts; everything else goes through the public reader.
 */
public final class MonitoredWorld implements Courier.Addressee {

    private static final int SOURCE = 0;
    private static final int KEYS = 4;

    private final World world;
    private final Courier courier;
    private final Plan plan;
    private final Engine engine;
    private final Map<String, Intervention> interventions = new LinkedHashMap<>();
    private final Set<String> everHeld = new HashSet<>();
    private final EventReader reader = new EventReader(new Masking(new byte[32]));
    private final List<Company> seen = new ArrayList<>();
    private int[] numbers = new int[0];
    private @Nullable String[] keys = new String[0];
    private long calls;

    public MonitoredWorld(Plan plan, RuleSet rules) {
        this.plan = plan;
        this.world = new World(plan.settings());
        // A call that comes twice with one id counts once.
        this.courier = new Courier(plan.delivery().once(), plan.settings().seed(), this);
        this.engine = new Engine(rules, new Outputs() {
            @Override
            public void intervention(Intervention now, TimelineEntry entry) {
                interventions.put(now.id(), now);
                if (now.status() == Status.HELD) {
                    everHeld.add(now.id());
                }
            }

            @Override
            public void customer(int customer) {
                // Only interventions are judged.
            }

            @Override
            public void refused(Entry.Command command, String reason) {
                throw new IllegalStateException("a world gives no commands");
            }
        });
    }

    /** Runs history and all cycles. */
    public void run() {
        long at = plan.settings().beginMillis();
        long until =
                plan.settings().startMillis() + plan.cycles() * plan.settings().lapseMillis();
        engine.apply(new Entry.Tick(at));
        long step = Plan.unpacedStepMillis(plan.settings());
        while (at < until) {
            at = Math.min(until, at + step);
            world.runUntil(at, courier);
            courier.release(at - 1);
            engine.apply(new Entry.Tick(at));
        }
    }

    @Override
    public void call(Company company, long atMillis, int packed) {
        int number = number(company);
        Route route = Route.ALL.get(Calls.route(company, packed));
        ApiCall fact = new ApiCall(
                route.method(),
                route.path(),
                Calls.status(packed),
                Calls.latencyMillis(packed),
                false,
                key(company, Calls.key(packed)),
                null);
        calls++;
        engine.apply(new Entry.Event(number, SOURCE, atMillis, fact));
    }

    @Override
    public void identified(Company company, long atMillis, int packed, long id) {
        call(company, atMillis, packed);
    }

    @Override
    public void other(@Nullable Company company, long atMillis, Occurrence occurrence) {
        if (company != null && occurrence instanceof Occurrence.Line line) {
            engine.apply(new Entry.Event(number(company), SOURCE, atMillis, fact(line.json())));
        }
    }

    private Fact fact(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Line line = reader.readLine(bytes, 0, bytes.length, 1);
        if (line instanceof PublicEvent event) {
            return event.fact();
        }
        throw new IllegalStateException("the world told a line that is no event (%s): %s".formatted(line, json));
    }

    /** Numbers customers in the order in which they appear, as a door does. */
    private int number(Company company) {
        int in = company.number();
        if (in >= numbers.length) {
            int length = Math.max(in + 1, numbers.length * 2);
            numbers = Arrays.copyOf(numbers, length);
            keys = Arrays.copyOf(keys, length * KEYS);
        }
        if (numbers[in] == 0) {
            seen.add(company);
            numbers[in] = seen.size();
        }
        return numbers[in] - 1;
    }

    /** The key as the door would keep it. */
    private @Nullable String key(Company company, int key) {
        int at = company.number() * KEYS + key;
        String known = keys[at];
        if (known == null) {
            EventLines line = new EventLines();
            line.call(company, plan.settings().startMillis(), key << 9);
            known = ((ApiCall) fact(new String(line.copy(), StandardCharsets.UTF_8).strip())).key();
            keys[at] = known;
        }
        return known;
    }

    /** The monitor's history so far. */
    public List<Opening> openings() {
        List<Opening> openings = new ArrayList<>();
        for (Intervention one : interventions.values()) {
            openings.add(new Opening(
                    one.rule(),
                    one.customer() < 0 || one.customer() >= seen.size()
                            ? null
                            : seen.get(one.customer()).id(),
                    one.openedAtMillis(),
                    one.clearedAtMillis(),
                    one.reopenings(),
                    everHeld.contains(one.id())));
        }
        return openings;
    }

    public List<Episode> truth() {
        return world.truth();
    }

    public World world() {
        return world;
    }

    public long calls() {
        return calls;
    }
}
