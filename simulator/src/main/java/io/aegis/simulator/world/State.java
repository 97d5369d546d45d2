package io.aegis.simulator.world;

import java.util.List;

/**
 * One state of a life story.
 *
 * @param acts what the company does on entering it, in order
 * @param stay how long it stays
 * @param exits where it goes then, by weight; none: it stays for good
 */
record State(String name, List<Act> acts, Stay stay, List<Exit> exits) {

    State {
        acts = List.copyOf(acts);
        exits = List.copyOf(exits);
    }

    /** @param to name of the next state, with its story before a dot where it is another one */
    record Exit(String to, double weight) {}

    boolean moves() {
        for (Act act : acts) {
            if (act instanceof Act.Move) {
                return true;
            }
        }
        return false;
    }
}
