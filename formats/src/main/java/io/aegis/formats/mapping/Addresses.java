package io.aegis.formats.mapping;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Internet addresses as logs write them: a client is one customer, however its address is spelled. */
public final class Addresses {

    private static final Pattern PORT = Pattern.compile("([^:]+|\\[[^]]+]):[0-9]{1,5}");
    private static final int CHARS_MAX = 45;
    private static final int GROUPS = 8;
    private static final int[] NO_GROUPS = {};

    private Addresses() {}

    /** Whether a text is an address of IPv4 or IPv6, and nothing else. */
    public static boolean isOne(String text) {
        return text.indexOf(':') < 0 ? v4(text) >= 0 : groups(text) != null;
    }

    /**
     * The first of a list that proxies have made, without brackets, port and the name of a file that {@code grep} has put
     * before it; what is no address is only freed of the rest of the list and of a port.
     */
    public static String client(String text) {
        int comma = text.indexOf(',');
        String first = comma < 0 ? text : text.substring(0, comma).strip();
        if (first.indexOf(':') < 0) {
            return first;
        }
        String host = PORT.matcher(first).matches() ? first.substring(0, first.lastIndexOf(':')) : first;
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        for (int colon = first.indexOf(':'); colon > 0 && !isOne(bare); colon = first.indexOf(':', colon + 1)) {
            if (isOne(first.substring(colon + 1))) {
                bare = first.substring(colon + 1);
            }
        }
        return normal(bare);
    }

    /** An address of IPv6 as RFC 5952 writes it, one of IPv4 within it as that; other texts as they are. */
    public static String normal(String text) {
        int[] groups = text.indexOf(':') < 0 ? null : groups(text);
        return groups == null ? text : isMapped(groups) ? dotted(groups) : written(groups);
    }

    /** Whether bytes surely are an address of IPv6 as {@link #normal} writes it; most logs write them so. */
    public static boolean isNormal(byte[] text, int from, int to) {
        int groups = 0;
        int gaps = 0;
        int digits = 0;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            if (c == ':') {
                gaps += digits == 0 ? 1 : 0;
                digits = 0;
            } else if ((c >= '1' && c <= '9') || (c >= 'a' && c <= 'f') || (c == '0' && digits > 0)) {
                groups += digits == 0 ? 1 : 0;
                digits++;
            } else {
                return false;
            }
            if (digits > 4) {
                return false;
            }
        }
        return digits > 0 && text[from] != ':' && (gaps == 1 ? groups < GROUPS - 1 : gaps == 0 && groups == GROUPS);
    }

    private static boolean isMapped(int[] groups) {
        return groups[5] == 0xFFFF && zeros(groups, 0) == 5;
    }

    private static String dotted(int[] groups) {
        return (groups[6] >> 8) + "." + (groups[6] & 0xFF) + "." + (groups[7] >> 8) + "." + (groups[7] & 0xFF);
    }

    private static String written(int[] groups) {
        int gap = 0;
        for (int i = 1; i < GROUPS; i++) {
            gap = zeros(groups, i) > zeros(groups, gap) ? i : gap;
        }
        int left = zeros(groups, gap) < 2 ? 0 : zeros(groups, gap);
        StringBuilder text = new StringBuilder(CHARS_MAX);
        for (int i = 0; i < GROUPS; i++) {
            if (left > 0 && i == gap) {
                text.append("::");
                i += left - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** How many groups from this one on are zero. */
    private static int zeros(int[] groups, int from) {
        int to = from;
        while (to < GROUPS && groups[to] == 0) {
            to++;
        }
        return to - from;
    }

    /** The eight groups of an address of IPv6; null where the text is none. */
    private static int @Nullable [] groups(String text) {
        int gap = text.indexOf("::");
        if (text.length() > CHARS_MAX || (gap >= 0 && text.indexOf("::", gap + 1) >= 0)) {
            return null;
        }
        int[] head = half(gap < 0 ? text : text.substring(0, gap));
        int[] tail = half(gap < 0 ? "" : text.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int said = head.length + tail.length;
        if (gap < 0 ? said != GROUPS : said >= GROUPS) {
            return null;
        }
        int[] all = new int[GROUPS];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        return all;
    }

    private static int @Nullable [] half(String text) {
        if (text.isEmpty()) {
            return NO_GROUPS;
        }
        String[] words = text.split(":", -1);
        String last = words[words.length - 1];
        int plain = last.indexOf('.') < 0 ? words.length : words.length - 1;
        int[] groups = new int[plain == words.length ? plain : plain + 2];
        for (int i = 0; i < plain; i++) {
            groups[i] = group(words[i]);
            if (groups[i] < 0) {
                return null;
            }
        }
        if (plain < words.length) {
            long within = v4(last);
            groups[plain] = (int) (within >> 16);
            groups[plain + 1] = (int) (within & 0xFFFF);
            return within < 0 ? null : groups;
        }
        return groups;
    }

    private static int group(String word) {
        int value = word.isEmpty() || word.length() > 4 ? -1 : 0;
        for (int i = 0; i < word.length() && value >= 0; i++) {
            int digit = Character.digit(word.charAt(i), 16);
            value = digit < 0 || word.charAt(i) > 'f' ? -1 : value * 16 + digit;
        }
        return value;
    }

    /** The value of an address of IPv4; negative where the text is none. */
    private static long v4(String text) {
        long value = 0;
        int part = -1;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && part <= 25) {
                part = Math.max(part, 0) * 10 + c - '0';
            } else if (c == '.' && part >= 0 && dots < 3) {
                value = value << 8 | part;
                part = -1;
                dots++;
            } else {
                return -1;
            }
            if (part > 255) {
                return -1;
            }
        }
        return dots == 3 && part >= 0 ? value << 8 | part : -1;
    }
}
