package io.aegis.simulator.delivery;

import io.aegis.simulator.world.Calls;
import io.aegis.simulator.world.Company;
import io.aegis.simulator.world.Route;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * A growing body of event lines (NDJSON). Calls are written as bytes, without an object for each: this is the
 * simulator's hot path.
 */
public final class EventLines {

    private static final byte[] CALL = ascii("{\"type\":\"api_call\",\"customer\":\"");
    private static final byte[] AT = ascii("\",\"at\":\"");
    private static final byte[] LATENCY = ascii(",\"latency_ms\":");
    private static final byte[] KEY = ascii(",\"key\":\"");
    private static final byte[] ID = ascii(",\"id\":\"");
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] END = ascii("\"}\n");
    private static final byte[] TICK = ascii("{\"type\":\"tick\",\"at\":\"");
    private static final byte[][] ROUTES = new byte[Route.ALL.size()][];
    private static final int CALL_BYTES_MAX = 512;
    private static final long MINUTE_MILLIS = 60_000;

    static {
        for (int route = 0; route < ROUTES.length; route++) {
            Route known = Route.ALL.get(route);
            ROUTES[route] =
                    ascii("\",\"method\":\"" + known.method() + "\",\"route\":\"" + known.path() + "\",\"status\":");
        }
    }

    private final LineForm form;
    private byte[] bytes = new byte[1 << 16];
    private int length;
    private long events;
    private long minute = Long.MIN_VALUE;
    /** {@code 2025-11-01T13:45:} of the latest minute written. */
    private byte[] minuteText = new byte[0];

    public EventLines() {
        this(LineForm.EVENTS);
    }

    /** @param form of an access log: calls only */
    public EventLines(LineForm form) {
        this.form = form;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** @param packed the call as the world tells it */
    public void call(Company company, long atMillis, int packed) {
        room(CALL_BYTES_MAX);
        if (form != LineForm.EVENTS) {
            put(form.call(company, atMillis, packed));
            events++;
            return;
        }
        put(CALL);
        put(company.callerBytes(atMillis, Calls.key(packed)));
        put(AT);
        time(atMillis);
        put(ROUTES[Calls.route(company, packed)]);
        number(Calls.status(packed));
        put(LATENCY);
        number(Calls.latencyMillis(packed));
        put(KEY);
        put(company.keyBytes(Calls.key(packed)));
        put(END);
        events++;
    }

    /** The same call with an id by which a receiver knows it again. */
    public void call(Company company, long atMillis, int packed, long id) {
        call(company, atMillis, packed);
        if (form != LineForm.EVENTS) {
            return;
        }
        events--;
        length -= 2;
        put(ID);
        for (int shift = 60; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (id >>> shift) & 15];
        }
        put(END);
        events++;
    }

    /** @param json one event without line end */
    public void line(String json) {
        if (form != LineForm.EVENTS) {
            return;
        }
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        room(text.length + 1);
        put(text);
        bytes[length++] = '\n';
        events++;
    }

    public void tick(long atMillis) {
        if (form != LineForm.EVENTS) {
            return;
        }
        room(CALL_BYTES_MAX);
        put(TICK);
        time(atMillis);
        put(END);
    }

    /** Events written since the last {@link #clear}, ticks not counted. */
    public long events() {
        return events;
    }

    public int length() {
        return length;
    }

    /** The buffer itself, filled up to {@link #length}. */
    public byte[] buffer() {
        return bytes;
    }

    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    public void clear() {
        length = 0;
        events = 0;
    }

    private void room(int wanted) {
        if (length + wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + wanted));
        }
    }

    private void put(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    private void number(int value) {
        if (value >= 10) {
            number(value / 10);
        }
        bytes[length++] = (byte) ('0' + value % 10);
    }

    private void time(long atMillis) {
        long of = Math.floorDiv(atMillis, MINUTE_MILLIS);
        if (of != minute) {
            minute = of;
            int ofDay = (int) Math.floorMod(of, 1440L);
            LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(of, 1440L));
            minuteText = ascii(day + "T" + two(ofDay / 60) + ":" + two(ofDay % 60) + ":");
        }
        put(minuteText);
        int rest = (int) (atMillis - of * MINUTE_MILLIS);
        bytes[length++] = (byte) ('0' + rest / 10_000);
        bytes[length++] = (byte) ('0' + rest / 1_000 % 10);
        bytes[length++] = '.';
        bytes[length++] = (byte) ('0' + rest / 100 % 10);
        bytes[length++] = (byte) ('0' + rest / 10 % 10);
        bytes[length++] = (byte) ('0' + rest % 10);
        bytes[length++] = 'Z';
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
