package io.aegis.engine;

import org.jspecify.annotations.Nullable;

/**
 * Brings the state of the customers of the next entries nearer to the processor, all of them at once and a step at a
 * time: where each lies, then the customers, then their arrays. What many reads wait for together is waited for once.
 * Nothing is changed by it.
 */
final class Ahead {

    private final @Nullable Customer[] found = new Customer[Engine.EXPECTED_MAX];

    /** Only so that what is read is not left out. */
    @SuppressWarnings("UnusedVariable")
    private int read;

    void expect(@Nullable Customer[] customers, int limit, int[] numbers, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int number = numbers[i];
            found[i] = number >= 0 && number < limit ? customers[number] : null;
        }
        for (int i = 0; i < count; i++) {
            Customer customer = found[i];
            sum += customer == null ? 0 : customer.read();
        }
        for (int i = 0; i < count; i++) {
            Customer customer = found[i];
            sum += customer == null ? 0 : customer.readHeads();
        }
        for (int i = 0; i < count; i++) {
            Customer customer = found[i];
            sum += customer == null ? 0 : customer.readLatest();
        }
        read += sum;
    }
}
