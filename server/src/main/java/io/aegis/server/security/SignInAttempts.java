package io.aegis.server.security;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts wrong sign-ins of an address: after ten, further wrong ones wait until a quarter of an hour has passed. */
final class SignInAttempts {

    private static final int WRONG_MAX = 10;
    private static final long WINDOW_MILLIS = 15 * 60_000L;
    private static final int ADDRESSES_MAX = 10_000;

    private final Map<String, Wrong> byAddress = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
            return size() > ADDRESSES_MAX;
        }
    };

    /** Seconds until wrong ones of this address are counted anew, 0 if there were few. */
    synchronized long waitSeconds(String address, long nowMillis) {
        Wrong wrong = byAddress.get(address);
        if (wrong == null || wrong.count < WRONG_MAX) {
            return 0;
        }
        long left = wrong.sinceMillis + WINDOW_MILLIS - nowMillis;
        if (left <= 0) {
            byAddress.remove(address);
            return 0;
        }
        return (left + 999) / 1000;
    }

    synchronized void wrong(String address, long nowMillis) {
        Wrong before = byAddress.get(address);
        if (before == null || nowMillis - before.sinceMillis >= WINDOW_MILLIS) {
            byAddress.put(address, new Wrong(1, nowMillis));
        } else {
            byAddress.put(address, new Wrong(before.count + 1, before.sinceMillis));
        }
    }

    synchronized void right(String address) {
        byAddress.remove(address);
    }

    private record Wrong(int count, long sinceMillis) {}
}
