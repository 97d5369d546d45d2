package io.aegis.engine.event;

/**
 * A signal worked out elsewhere; stands as {@code reported.NAME} until {@code untilMillis}.
 *
 * @param value a Double, a String or a Boolean
 */
public record ReportedSignal(String name, Object value, long untilMillis) implements Fact {}
