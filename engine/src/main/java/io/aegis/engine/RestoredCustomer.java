package io.aegis.engine;

/** A customer read from its snapshot, for {@link Engine#restore}. Reading belongs to no engine: any thread may do it. */
public final class RestoredCustomer {

    private final Customer customer;

    private RestoredCustomer(Customer customer) {
        this.customer = customer;
    }

    /** @throws IllegalArgumentException if the bytes are of a version this build does not read */
    public static RestoredCustomer of(int customer, byte[] snapshot) {
        return new RestoredCustomer(Customer.restore(customer, snapshot));
    }

    Customer customer() {
        return customer;
    }
}
