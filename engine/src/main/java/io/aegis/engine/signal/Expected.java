package io.aegis.engine.signal;

/** Which answers are no errors although their status says so. */
@FunctionalInterface
public interface Expected {
    boolean test(String route, int status);
}
