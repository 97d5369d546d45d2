package io.aegis.formats.mapping;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** Internet addresses as logs write them: a client is one customer, however its address is spelled. */
public final class Addresses {

    private static final Pattern PORT = Pattern.compile("([^:]+|\\[[^]]+]):[0-9]{1,5}");
    private static final int GROUPS = 8;

    private Addresses() {}

    /** Whether a text is an address of IPv4 or IPv6, and nothing else; an interface behind it is of one machine only. */
    public static boolean isOne(String text) {
        return text.indexOf('%') < 0 && InetAddresses.isInetAddress(text);
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

    /** Whether an address is of this machine or of a network of its owner's, as proxies' mostly are. */
    public static boolean isInternal(String address) {
        InetAddress known = InetAddresses.forString(address);
        return known.isLoopbackAddress() || known.isSiteLocalAddress() || known.isLinkLocalAddress();
    }

    /** An address of IPv6 as RFC 5952 writes it, one of IPv4 within it as that; other texts as they are. */
    public static String normal(String text) {
        return text.indexOf(':') >= 0 && isOne(text) ? InetAddresses.toAddrString(InetAddresses.forString(text)) : text;
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
}
