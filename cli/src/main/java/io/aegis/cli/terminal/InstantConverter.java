package io.aegis.cli.terminal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an instant: RFC 3339 with its offset, or a date alone, which is its midnight in UTC. */
public final class InstantConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        String instant = text.strip();
        try {
            if (instant.indexOf('T') < 0) {
                return LocalDate.parse(instant).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return OffsetDateTime.parse(instant).toInstant();
        } catch (DateTimeException fault) {
            throw new TypeConversionException(
                    "'" + text + "' is no instant: write it like 2025-11-01T00:00:00Z or 2025-11-01");
        }
    }
}
