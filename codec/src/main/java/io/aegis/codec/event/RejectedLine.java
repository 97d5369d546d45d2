package io.aegis.codec.event;

import org.jspecify.annotations.Nullable;

/**
 * A line that could not be taken; the lines around it stand.
 *
 * @param line number within its body or file, from 1
 * @param field name in the public schema, null where the line as a whole is wrong
 * @param reason what is wrong, with the value, and what to do
 * @param masked the line with secrets, addresses and query strings taken out, cut to a limit
 */
public record RejectedLine(long line, @Nullable String field, String reason, String masked) implements Line {}
