package io.aegis.simulator.world;

import java.util.List;

/**
 * Where a company keeps its hours. The offset is fixed: the zone database of a JDK would make a world depend on its
 * release.
 */
record Place(String zone, int hours) {

    static final List<Place> ALL = List.of(
            new Place("America/New_York", -5),
            new Place("America/Chicago", -6),
            new Place("America/Los_Angeles", -8),
            new Place("Europe/London", 0),
            new Place("Europe/Berlin", 1),
            new Place("Europe/Helsinki", 2),
            new Place("Asia/Kolkata", 5),
            new Place("Asia/Singapore", 8),
            new Place("Asia/Tokyo", 9),
            new Place("Australia/Sydney", 10),
            new Place("America/Sao_Paulo", -3));
}
