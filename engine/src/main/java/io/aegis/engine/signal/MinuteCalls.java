package io.aegis.engine.signal;

/** Calls of one minute. */
public record MinuteCalls(long startMillis, long calls, long clientErrors, long serverErrors) {}
