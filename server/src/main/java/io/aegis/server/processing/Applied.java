package io.aegis.server.processing;

import io.aegis.codec.journal.JournalRecord;
import java.util.List;
import java.util.Map;

/**
 * A durable row of the journal on its way to the engine.
 *
 * @param position of its last record
 * @param events accepted since the beginning, this row included
 * @param personal fields in the clear by the place of their record
 */
record Applied(
        long position,
        long events,
        List<JournalRecord> records,
        Map<Integer, byte[]> personal,
        List<Group.Attendant> attendants) {}
