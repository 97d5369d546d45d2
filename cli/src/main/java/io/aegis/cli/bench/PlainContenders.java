package io.aegis.cli.bench;

import java.util.List;

/** The plain baselines, run over a workload. */
final class PlainContenders {

    private PlainContenders() {}

    static List<Contender> all() {
        return List.of(new Arrays(), new Objects(), new Cusum());
    }

    private static final class Arrays implements Contender {
        @Override
        public String id() {
            return "plain-arrays";
        }

        @Override
        public Outcome run(Workload workload, int calls) {
            PlainArrays plain = new PlainArrays(workload.customerCount(), workload.startMillis());
            for (int call = 0; call < calls; call++) {
                plain.call(
                        workload.customer(call),
                        workload.atMillis(call),
                        workload.fact(call).status());
            }
            return new Outcome(plain, plain.openings());
        }
    }

    private static final class Cusum implements Contender {
        @Override
        public String id() {
            return "plain-cusum";
        }

        @Override
        public Outcome run(Workload workload, int calls) {
            PlainCusum plain = new PlainCusum(workload.customerCount());
            for (int call = 0; call < calls; call++) {
                plain.call(
                        workload.customer(call),
                        workload.atMillis(call),
                        workload.fact(call).status());
            }
            return new Outcome(plain, plain.openings());
        }
    }

    private static final class Objects implements Contender {
        private String[] ids = {};

        @Override
        public String id() {
            return "plain-objects";
        }

        @Override
        public Outcome run(Workload workload, int calls) {
            nameCustomers(workload.customerCount());
            PlainObjects plain = new PlainObjects();
            for (int call = 0; call < calls; call++) {
                int customer = workload.customer(call);
                plain.call(
                        ids[customer],
                        customer,
                        workload.atMillis(call),
                        workload.fact(call).status());
            }
            return new Outcome(plain, plain.openings());
        }

        /** Made in the first run, which does not count; a decoder would hand over a new string each time. */
        private void nameCustomers(int count) {
            if (ids.length != count) {
                ids = new String[count];
                for (int customer = 0; customer < count; customer++) {
                    ids[customer] = "c" + customer;
                }
            }
        }
    }
}
