package io.aegis.codec.event;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets and personal parts out of texts that are kept as facts: routes, keys, error codes, rejected lines. The
 * same secret gives the same masked text under the same hash key, so a key can be counted without being known.
 */
public final class Masking {

    /** Stands for a part that was taken out. */
    public static final String TAKEN_OUT = "{…}";

    private static final int HASH_BYTES = 6;
    private static final int KEY_PREFIX_CHARS_MAX = 12;
    private static final int ROUTE_CHARS_KEPT = 256;
    private static final Pattern QUERY = Pattern.compile("\\?(?:[^\"\\s\\\\]++|\\\\u[0-9a-fA-F]{4}|\\\\/){1,300}+");
    private static final String JSON_VALUE = "\\s*:\\s*\\[?\\s*)(?:\"(?:[^\"\\\\]++|\\\\.){0,1000}+\"?|[0-9][0-9.]*)";
    private static final Pattern PERSONAL =
            Pattern.compile("(?i)(\"(?:name|owner|user|title|url|e-?mail|phone|referer|cvc|cvv|iban)\"" + JSON_VALUE);
    private static final Pattern SECRET_MEMBER = Pattern.compile("(?i)(\"[^\"\\\\]{0,40}"
            + "(?:secret|passwor[dt]|passwd|token|authorization|cookie|api[_-]?key|credential)[^\"\\\\]{0,20}\""
            + JSON_VALUE);
    private static final Pattern SCHEME = Pattern.compile("(?i)(bearer|basic)\\s+(\\S.*)");

    private static final Pattern MASKED_KEY = Pattern.compile("(.{0,16})…[0-9a-f]{12}");

    /** Null: keys pass as they are. */
    private final @Nullable SecretKeySpec hashKey;

    /** @param hashKey secret of this installation; keep it, or masked keys change */
    public Masking(byte[] hashKey) {
        if (hashKey.length < 16) {
            throw new IllegalArgumentException(
                    "hash key has " + hashKey.length + " bytes\nGive at least 16 random bytes.");
        }
        this.hashKey = new SecretKeySpec(hashKey, "HmacSHA256");
    }

    private Masking() {
        hashKey = null;
    }

    /** For a program that only hands events on to a server, which masks the keys with its own hash key. */
    public static Masking passingKeys() {
        return new Masking();
    }

    /** A key id or prefix stays; what looks like a secret becomes {@code PREFIX…HASH}. */
    public String key(String key) {
        boolean masked = key.indexOf('…') >= 0 && MASKED_KEY.matcher(key).matches();
        Matcher scheme = SCHEME.matcher(key);
        if (hashKey != null && !masked && scheme.matches()) {
            String sent = scheme.group(2);
            boolean named = scheme.group(1).equalsIgnoreCase("bearer") && Tokens.secretLike(sent);
            return named ? key(sent) : scheme.group(1) + "…" + hash(hashKey, sent);
        }
        if (hashKey == null || masked || !Tokens.secretLike(key)) {
            return key;
        }
        return key.substring(0, prefixLength(key)) + "…" + hash(hashKey, key);
    }

    /** The name part of a key ({@code sk_live_}) and up to four characters more, but no more than a third of it. */
    private static int prefixLength(String key) {
        int named = Math.max(key.lastIndexOf('_', KEY_PREFIX_CHARS_MAX - 1), key.lastIndexOf('-', 7)) + 1;
        return Math.min(named + 4, Math.max(named, key.length() / 3));
    }

    private static String hash(SecretKeySpec hashKey, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(hashKey);
            byte[] full = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(full, 0, HASH_BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no HmacSHA256", missing);
        }
    }

    /** An id that a customer or event is known by: only what is surely a secret is masked, as a key is. */
    public String id(String id) {
        return id.length() >= Tokens.SECRET_CHARS_MIN && Tokens.surelySecret(id) ? key(id) : id;
    }

    /** A route without query string and fragment; e-mail-like and token-like segments become {@link #TAKEN_OUT}. */
    public String route(String route) {
        return Routes.masked(route, false, ROUTE_CHARS_KEPT);
    }

    /** A path as a route: as {@link #route}, and ids, UUIDs, hex and long numbers become {@code {id}}. */
    public String path(String path) {
        return Routes.masked(path, true, ROUTE_CHARS_KEPT);
    }

    /** A short code or name (error code, event name, tag) that is kept as a fact. */
    public String text(String text) {
        String quiet = Credentials.takenOut(text);
        return Words.partsTakenOut(EmailAddresses.takenOut(quiet), Tokens::secretLike);
    }

    /** What a company tells of itself: it may name people and ids of any look; only what is surely a secret goes. */
    public static String told(String text) {
        String quiet = Credentials.takenOut(text);
        return Words.takenOut(quiet, Tokens::surelySecret);
    }

    /** A whole line for people to look at: cut to {@code charsMax}, without secrets, addresses and query strings. */
    public String line(String line, int charsMax) {
        String cut = line.length() <= charsMax ? line : line.substring(0, charsMax) + "…";
        String quiet = cut.indexOf('"') < 0 ? cut : members(cut);
        if (quiet.indexOf('?') >= 0) {
            quiet = QUERY.matcher(quiet).replaceAll("?…");
        }
        quiet = Credentials.takenOut(quiet);
        return Words.partsTakenOut(EmailAddresses.takenOut(quiet), Tokens::secretLike);
    }

    private static String members(String line) {
        String quiet = PERSONAL.matcher(line).replaceAll("$1\"…\"");
        return Credentials.namesAny(quiet) ? SECRET_MEMBER.matcher(quiet).replaceAll("$1\"…\"") : quiet;
    }

    static boolean emailLike(String segment) {
        return EmailAddresses.anyIn(segment);
    }
}
