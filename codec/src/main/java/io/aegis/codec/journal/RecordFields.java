package io.aegis.codec.journal;

import io.aegis.codec.journal.JournalRecord.Check;
import io.aegis.codec.journal.JournalRecord.Command;
import io.aegis.codec.journal.JournalRecord.Erased;
import io.aegis.codec.journal.JournalRecord.Event;
import io.aegis.codec.journal.JournalRecord.Personal;
import io.aegis.codec.journal.JournalRecord.Rules;
import io.aegis.codec.journal.JournalRecord.SourceNamed;
import io.aegis.codec.journal.JournalRecord.Started;
import io.aegis.codec.journal.JournalRecord.Tick;
import io.aegis.engine.intervention.Move;

/** Kinds of records and the order of their fields. Kinds are never used for anything else again. */
final class RecordFields {

    private static final int EVENT = 1;
    private static final int TICK = 2;
    private static final int CHECK = 3;
    private static final int COMMAND = 4;
    private static final int RULES = 5;
    private static final int SOURCE_NAMED = 6;
    private static final int PERSONAL = 7;
    private static final int ERASED = 8;
    private static final int STARTED = 9;

    private RecordFields() {}

    static void write(RecordOutput out, JournalRecord record) {
        switch (record) {
            case Event event -> {
                out.octet(EVENT);
                out.unsigned(event.customer());
                out.unsigned(event.source());
                out.time(event.atMillis());
                FactFields.write(out, event.fact());
            }
            case Tick tick -> {
                out.octet(TICK);
                out.time(tick.atMillis());
            }
            case Check ignored -> out.octet(CHECK);
            case Command command -> writeCommand(out, command);
            case Rules rules -> {
                out.octet(RULES);
                out.text(rules.yaml());
                out.text(rules.actor());
            }
            case SourceNamed named -> {
                out.octet(SOURCE_NAMED);
                out.unsigned(named.source());
                out.text(named.name());
            }
            case Personal personal -> {
                out.octet(PERSONAL);
                out.unsigned(personal.customer());
                out.bytes(personal.sealed());
            }
            case Erased erased -> {
                out.octet(ERASED);
                out.unsigned(erased.customer());
                out.text(erased.actor());
            }
            case Started started -> {
                out.octet(STARTED);
                out.time(started.atMillis());
            }
        }
    }

    static JournalRecord read(RecordInput in) {
        int kind = in.octet();
        return switch (kind) {
            case EVENT -> new Event(in.count(), in.count(), in.time(), FactFields.read(in));
            case TICK -> new Tick(in.time());
            case CHECK -> new Check();
            case COMMAND -> readCommand(in);
            case RULES -> new Rules(in.requiredText(), in.requiredText());
            case SOURCE_NAMED -> new SourceNamed(in.count(), in.requiredText());
            case PERSONAL -> new Personal(in.count(), in.bytes());
            case ERASED -> new Erased(in.count(), in.requiredText());
            case STARTED -> new Started(in.time());
            default ->
                throw new CorruptJournalException("a record is of a kind (" + kind + ") that this build does not know"
                        + "\nStart the build that wrote it, or a newer one.");
        };
    }

    private static void writeCommand(RecordOutput out, Command command) {
        out.octet(COMMAND);
        out.unsigned(command.customer());
        out.text(command.intervention());
        switch (command.move()) {
            case Move.Acknowledge ignored -> out.octet(1);
            case Move.Assign assign -> {
                out.octet(2);
                out.text(assign.assignee());
            }
            case Move.Comment ignored -> out.octet(3);
            case Move.Snooze snooze -> {
                out.octet(4);
                out.time(snooze.untilMillis());
            }
            case Move.Dismiss dismiss -> {
                out.octet(5);
                out.text(dismiss.reason());
            }
            case Move.Resolve resolve -> {
                out.octet(6);
                out.text(resolve.outcome());
            }
            case Move.Undo ignored -> out.octet(7);
        }
        out.text(command.actor());
        byte[] note = command.note();
        out.bytes(note == null ? new byte[0] : note);
    }

    private static Command readCommand(RecordInput in) {
        int customer = in.count();
        String intervention = in.requiredText();
        Move move = readMove(in);
        String actor = in.requiredText();
        byte[] note = in.bytes();
        return new Command(customer, intervention, move, actor, note.length == 0 ? null : note);
    }

    private static Move readMove(RecordInput in) {
        int kind = in.octet();
        return switch (kind) {
            case 1 -> new Move.Acknowledge();
            case 2 -> new Move.Assign(in.requiredText());
            case 3 -> new Move.Comment();
            case 4 -> new Move.Snooze(in.time());
            case 5 -> new Move.Dismiss(in.requiredText());
            case 6 -> new Move.Resolve(in.requiredText());
            case 7 -> new Move.Undo();
            default ->
                throw new CorruptJournalException("a move is of a kind (" + kind + ") that this build does not know");
        };
    }
}
