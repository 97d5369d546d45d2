package io.aegis.formats.accesslog;

import io.aegis.codec.event.CallBuilder;
import io.aegis.formats.mapping.Addresses;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose call a combined line is: the client's whose address it has, its user's, or that of a {@code name=value}. */
final class CombinedCustomer {

    /** Names of the client's address. */
    static final Set<String> ADDRESS = Set.of("remote_addr", "client", "client_ip", "ip", "host", "remote_host");

    /** What proxies have told of it, quoted behind the agent as in the format that nginx comes with. */
    private static final Set<String> FORWARDED = Set.of("x_forwarded_for", "http_x_forwarded_for");

    private final LineBytes line;
    private final CallBuilder call;
    private final String field;

    /** @param field what the customer is taken from; null: the client's address */
    CombinedCustomer(LineBytes line, CallBuilder call, @Nullable String field) {
        this.line = line;
        this.call = call;
        this.field = field == null ? "remote_addr" : field;
    }

    /**
     * Takes the customer into the call.
     *
     * @param from where the line begins
     * @param bracket where its time does
     * @param tail where its status ends
     * @param plain whether nothing is around it
     * @return null if it is taken; else why there is none
     */
    @Nullable
    String problem(int from, int bracket, int tail, boolean plain) {
        boolean forwarded = FORWARDED.contains(field);
        if (forwarded || ADDRESS.contains(field)) {
            return (forwarded && forwarded(tail)) || address(plain ? from : client(from, bracket))
                    ? null
                    : "line begins with (" + line.text(from, Math.min(bracket - 1, from + 60))
                            + "), where no client's address is; take off what was put before it, or name the customer"
                            + " with --customer-field";
        }
        boolean user = field.equals("remote_user") || field.equals("user");
        int start = user ? line.wordStart(bracket - 1, from) : line.pairValue(field, tail);
        int end = user ? bracket - 1 : line.pairEnd(start);
        return line.isSaid(start, end) && call.customer(line.array(), start, end)
                ? null
                : field + " names no customer in this line";
    }

    /** The first address that stands in quotes behind the request; a call that no proxy has passed on has none. */
    private boolean forwarded(int tail) {
        int open = line.find('"', tail);
        while (open >= 0) {
            int close = line.find('"', open + 1);
            String client = close < 0 ? "" : Addresses.client(line.text(open + 1, close));
            if (Addresses.isOne(client)) {
                byte[] address = client.getBytes(StandardCharsets.UTF_8);
                return call.customer(address, 0, address.length);
            }
            open = close < 0 ? -1 : line.find('"', close + 1);
        }
        return false;
    }

    private boolean address(int start) {
        int end = start < 0 ? -1 : line.find(' ', start);
        if (end <= start) {
            return false;
        }
        if (line.find(':', start, end) >= 0 && !Addresses.isNormal(line.array(), start, end)) {
            String client = Addresses.client(line.text(start, end));
            if (Addresses.isOne(client)) {
                byte[] address = client.getBytes(StandardCharsets.UTF_8);
                return call.customer(address, 0, address.length);
            }
        }
        // Of addresses that proxies have listed, the client's is the first.
        int last = line.at(end - 1) == ',' ? end - 1 : end;
        return !holdsMark(start, last) && call.customer(line.array(), start, last);
    }

    /** What no name of a host has: it was put before the line, or around it. */
    private boolean holdsMark(int from, int to) {
        for (int i = from; i < to; i++) {
            int c = line.at(i);
            if (c == '"' || c == ',' || c == '|' || c == '[') {
                return true;
            }
        }
        return false;
    }

    /**
     * Where the client stands: first, or behind what was put before the line, be it a port or a day; -1 where of more
     * words than a line has before its time none is an address.
     */
    private int client(int from, int bracket) {
        int words = line.words(from, bracket);
        int second = line.find(' ', from) + 1;
        if (words == 3) {
            return from;
        }
        if (words == 4 && isVirtualHost(second)) {
            return second;
        }
        if (isAddress(from) || line.startsWith(second, "- ")) {
            return from;
        }
        int end = bracket - 1;
        for (int word = 0; end > from; word++) {
            int start = line.wordStart(end, from);
            // The last two are the log name and the user.
            if (word > 1 && isAddress(start)) {
                return start;
            }
            end = start - 1;
        }
        return -1;
    }

    /**
     * {@code example.com:443 host ident user [}: of four words before the time, the third is the name that nobody logs.
     * A user's name of two words and a list of two addresses have that name elsewhere.
     */
    private boolean isVirtualHost(int second) {
        int third = line.find(' ', second) + 1;
        return !line.isSaid(third, line.find(' ', third)) && line.at(second - 2) != ',';
    }

    private boolean isAddress(int from) {
        return Addresses.isOne(Addresses.client(line.text(from, line.find(' ', from))));
    }
}
