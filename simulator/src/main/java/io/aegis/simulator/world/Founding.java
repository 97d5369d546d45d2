package io.aegis.simulator.world;

import io.aegis.engine.event.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Founds a world's companies: what each is like, and which story it lives. */
final class Founding {

    private static final int STREAM = 5;
    private static final int STUCK_WORLD = 200;
    private static final double TIER_SIZE_WEIGHT = 0.75;
    private static final double TIER_CHANCE_WEIGHT = 0.66;

    private record Named(String name, Tier tier, double callsPerDay, double errorRate) {}

    private static final List<Named> NAMED = List.of(
            new Named("Example Corp", Tier.PRO, 420, 0.008),
            new Named("Startup Inc", Tier.NONE, 200, 0.012),
            new Named("BigCorp Ltd", Tier.ENTERPRISE, 1_200, 0.006),
            new Named("AtRisk Co", Tier.PRO, 420, 0.03));

    private final WorldSettings settings;
    private final Stories stories;
    private final Story usual;

    Founding(WorldSettings settings, Stories stories) {
        this.settings = settings;
        this.stories = stories;
        this.usual = stories.stories().getFirst();
    }

    /** A company and the story it begins with. */
    record Founded(Company company, Story story) {}

    /** Those that are there when the world begins, the named ones first. */
    List<Founded> first() {
        List<Founded> founded = new ArrayList<>();
        for (Named named : NAMED) {
            founded.add(named(founded.size(), named));
        }
        int others = settings.population().customers();
        double[] sizes = strata(others, 1);
        double[] errors = strata(others, 2);
        List<Company> companies = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            companies.add(company(NAMED.size() + i, sizes[i], errors[i]));
        }
        @Nullable Story[] told = assign(companies);
        for (int i = 0; i < others; i++) {
            Story story = told[i] == null ? usual : told[i];
            founded.add(dressed(companies.get(i), story));
        }
        return founded;
    }

    /** One without a story. */
    Company stranger(int number, Stream stream) {
        Company company = company(number, stream.normal(), stream.normal());
        company.tier = Tier.NONE;
        return company;
    }

    /** One that signs up later. */
    Founded arrival(int number, Stream stream) {
        Company company = company(number, stream.normal(), stream.normal());
        company.tier = Tier.NONE;
        double sum = 0;
        for (Story story : stories.stories()) {
            sum += story.arrivals();
        }
        double draw = stream.nextDouble() * sum;
        for (Story story : stories.stories()) {
            draw -= story.arrivals();
            if (draw < 0) {
                return dressed(company, story);
            }
        }
        return dressed(company, usual);
    }

    private Founded named(int number, Named named) {
        String id = named.name().toLowerCase(Locale.ROOT).replace(' ', '-');
        Company company = new Company(settings.seed(), number, id, named.name());
        character(company);
        company.tier = named.tier();
        company.mrr = Prices.monthly(named.tier(), company.life);
        company.callsPerDay = named.callsPerDay();
        company.baseErrorRate = named.errorRate();
        company.rhythm = Rhythm.GLOBAL;
        for (Story story : stories.stories()) {
            if (named.name().equals(story.named())) {
                return dressed(company, story);
            }
        }
        return dressed(company, usual);
    }

    private Company company(int number, double sizeZ, double errorZ) {
        Population population = settings.population();
        Company company = new Company(settings.seed(), number, "simco-" + number, "SimCo " + number);
        company.callsPerDay = Math.max(0.5, population.callsMedian() * StrictMath.exp(population.sizeSigma() * sizeZ));
        company.baseErrorRate = Math.min(
                population.errorMax(), population.errorMedian() * StrictMath.exp(population.errorSigma() * errorZ));
        character(company);
        double standing = TIER_SIZE_WEIGHT * sizeZ + TIER_CHANCE_WEIGHT * company.life.normal();
        company.tier = standing < 0.15 ? Tier.STARTER : standing < 1.2 ? Tier.PRO : Tier.ENTERPRISE;
        company.mrr = Prices.monthly(company.tier, company.life);
        return company;
    }

    private void character(Company company) {
        Stream stream = company.life;
        company.place = Place.ALL.get(stream.nextInt(Place.ALL.size()));
        int kind = stream.nextInt(10);
        company.rhythm = kind < 5 ? Rhythm.OFFICE : kind < 7 ? Rhythm.EVENING : Rhythm.GLOBAL;
        company.sessionCalls = settings.population().sessions().drawCalls(stream);
        company.gapMillis = settings.population().sessions().drawGapMillis(stream);
        company.dayNoise = stream.uniform(0.06, 0.18) * settings.population().noise();
        company.latencySteps = (int) Math.round(stream.normal() * 12);
        company.keys = 1 + stream.nextInt(3);
        company.ids = 1
                + (int) Long.remainderUnsigned(
                        Stream.mix(company.daySeed), settings.population().ids());
        company.createdAtMillis = settings.beginMillis() - Math.round(stream.uniform(30, 900) * Durations.DAY_MILLIS);
        routes(company, stream);
    }

    /** Some routes of the catalogue, the first ones carrying most of the calls. */
    private static void routes(Company company, Stream stream) {
        int count = 3 + stream.nextInt(7);
        boolean[] taken = new boolean[Route.ALL.size()];
        byte[] routes = new byte[count];
        double[] weights = new double[count];
        double sum = 0;
        for (int slot = 0; slot < count; slot++) {
            int route = route(taken, stream);
            taken[route] = true;
            routes[slot] = (byte) route;
            weights[slot] = stream.uniform(0.6, 1.4) / (slot + 1);
            sum += weights[slot];
        }
        char[] shares = new char[count];
        double upTo = 0;
        for (int slot = 0; slot < count; slot++) {
            upTo += weights[slot] / sum;
            shares[slot] = (char) Math.min(65_535, Math.round(upTo * 65_535));
        }
        company.routes = routes;
        company.shares = shares;
    }

    private static int route(boolean[] taken, Stream stream) {
        int sum = 0;
        for (int route = 0; route < taken.length; route++) {
            sum += taken[route] ? 0 : Route.ALL.get(route).weight();
        }
        int draw = stream.nextInt(sum);
        for (int route = 0; route < taken.length; route++) {
            draw -= taken[route] ? 0 : Route.ALL.get(route).weight();
            if (draw < 0) {
                return route;
            }
        }
        throw new IllegalStateException("no route left to take");
    }

    private static Founded dressed(Company company, Story story) {
        Rhythm rhythm = story.rhythm();
        if (rhythm != null) {
            company.rhythm = rhythm;
            company.sessionCalls = 12;
            company.dayNoise = 0.3;
        }
        Tier tier = story.tier();
        if (tier != null) {
            company.tier = tier;
            company.mrr = 0;
        }
        return new Founded(company, story);
    }

    /** Normal quantiles that cover the distribution evenly, shuffled: small worlds then have the shape of large ones. */
    private double[] strata(int count, int purpose) {
        Stream stream = Stream.of(settings.seed(), purpose, STREAM);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = Normal.quantile((i + stream.uniform(0.05, 0.95)) / count);
        }
        for (int i = count - 1; i > 0; i--) {
            int j = stream.nextInt(i + 1);
            double kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
        return values;
    }

    private @Nullable Story[] assign(List<Company> companies) {
        int count = companies.size();
        @Nullable Story[] told = new Story[count];
        int[] order = shuffled(count);
        for (Story story : stories.stories()) {
            int wanted = wanted(story, count);
            for (int i = 0; i < count && wanted > 0; i++) {
                int candidate = order[i];
                if (told[candidate] == null && fits(story, companies.get(candidate))) {
                    told[candidate] = story;
                    wanted--;
                }
            }
        }
        return told;
    }

    private static int wanted(Story story, int count) {
        int least = (int) Math.round(story.least() * Math.min(1.0, (double) count / STUCK_WORLD));
        return Math.max(least, (int) Math.round(story.share() * count));
    }

    private static boolean fits(Story story, Company company) {
        return company.callsPerDay >= story.callsMin()
                && company.callsPerDay <= story.callsMax()
                && (story.tiers().isEmpty() || story.tiers().contains(company.tier));
    }

    private int[] shuffled(int count) {
        Stream stream = Stream.of(settings.seed(), 3, STREAM);
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        for (int i = count - 1; i > 0; i--) {
            int j = stream.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}
