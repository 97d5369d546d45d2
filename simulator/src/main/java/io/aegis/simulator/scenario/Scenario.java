package io.aegis.simulator.scenario;

import io.aegis.simulator.delivery.Imperfection;
import io.aegis.simulator.world.Planned;
import io.aegis.simulator.world.Population;
import java.util.List;

/**
 * What makes a world other than the usual one.
 *
 * @param mark a few digits that tell it from other scenarios; empty for none
 */
public record Scenario(Population population, List<Planned> episodes, Imperfection delivery, String mark) {

    public Scenario {
        episodes = List.copyOf(episodes);
    }

    /** The same with so many customers. */
    public Scenario with(int customers) {
        return new Scenario(population.with(customers), episodes, delivery, mark);
    }

    /** The usual world of so many customers. */
    public static Scenario usual(int customers) {
        return new Scenario(Population.usual(customers), List.of(), Imperfection.NONE, "");
    }
}
