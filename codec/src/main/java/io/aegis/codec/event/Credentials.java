package io.aegis.codec.event;

import java.util.regex.Pattern;

/**
 * Finds secrets by what stands beside them, however short they are: the name of a parameter, the scheme of an
 * authorization, the user part of an address; and the numbers of payment cards.
 */
final class Credentials {

    private static final int NAME_CHARS_MAX = 128;

    /** How a secret is called; looked for in every text, so it must fail fast: what may stand before it is left out. */
    private static final String NAMES = "(?=[apstc])(?:a(?:pi[_\\-]?key|ccess[_\\-]?key|uthorization)"
            + "|p(?:asswor[dt]|asswd|assphrase|wd|rivate[_\\-]?key)"
            + "|s(?:ecret|ignature|igning[_\\-]?key|ession[_\\-]?id)|token|c(?:redential|ookie))";

    private static final String VALUE = "(?:[^\\s\"'\\\\&,;<>(){}\\[\\]…]+)";
    private static final Pattern NAME = Pattern.compile("(?i)" + NAMES);
    private static final Pattern NAME_AT_END = Pattern.compile("(?i)" + NAMES + "[a-z0-9_\\-]{0,20}$");

    /** {@code api_key=…}, also where the sign is escaped. */
    private static final Pattern ASSIGNED =
            Pattern.compile("(?i)(" + NAMES + "[a-z0-9_\\-]{0,20}\\s?(?:=|%3D)\\s?\\\\?[\"']?)" + VALUE);

    /** {@code password: …}; a token or cookie before a colon is more often the subject of a sentence. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?=[aps])(?:api[_\\-]?key|secret|password|passwd|passphrase|pwd|access[_\\-]?token|authorization)"
                    + "\\\\?[\"']?\\s?:\\s?\\[?\\\\?[\"']?(?:bearer |basic )?+)" + VALUE);

    private static final Pattern QUOTED = Pattern.compile(
            "(?i)((?:api[_ \\-]?key|secret|password)\\s(?:is\\s|was\\s)?)(?:'[^']+'|\"[^\"]+\"|`[^`]+`)");
    private static final Pattern SCHEME = Pattern.compile(
            "(?i)(?=[ab])\\b(bearer|basic|apikey)(\\s|%20|\\+)(?=[^\\s\"']{0,200}[0-9=]|(?-i:[^\\s\"']{1,200}[A-Z]))[A-Za-z0-9._~+/=\\-]{6,}");
    private static final Pattern USER_PART = Pattern.compile("(:(?://|%2F%2F))[^\\s\"'<>/?#]*(?:@|%40)");
    private static final Pattern CARD = Pattern.compile("(?<![0-9A-Za-z.])[0-9](?:[ \\-]?[0-9]){12,18}(?![0-9A-Za-z])");

    private Credentials() {}

    static String takenOut(String text) {
        String quiet = text;
        if (text.contains("://") || text.contains("%2F%2F")) {
            quiet = USER_PART.matcher(quiet).replaceAll("$1" + Masking.TAKEN_OUT + "@");
        }
        int signs = Signs.of(quiet);
        if ((signs & Signs.SCHEME) != 0) {
            quiet = SCHEME.matcher(quiet).replaceAll("$1$2" + Masking.TAKEN_OUT);
        }
        if ((signs & Signs.NAME) != 0 && NAME.matcher(quiet).find()) {
            quiet = NAMED.matcher(quiet).replaceAll("$1" + Masking.TAKEN_OUT);
            quiet = ASSIGNED.matcher(quiet).replaceAll("$1" + Masking.TAKEN_OUT);
            quiet = QUOTED.matcher(quiet).replaceAll("$1" + Masking.TAKEN_OUT);
        }
        return (signs & Signs.DIGITS) == 0
                ? quiet
                : CARD.matcher(quiet).replaceAll(found -> card(found.group()) ? "{…}" : found.group());
    }

    /** Whether a text holds the name of a secret anywhere. */
    static boolean namesAny(String text) {
        return (Signs.of(text) & Signs.NAME) != 0 && NAME.matcher(text).find();
    }

    /** Whether a value of this name is a secret, whatever it looks like. */
    static boolean namesSecret(String name) {
        return NAME_AT_END
                .matcher(name.length() <= NAME_CHARS_MAX ? name : name.substring(name.length() - NAME_CHARS_MAX))
                .find();
    }

    /** 13 to 19 digits with the right check digit. */
    static boolean card(String text) {
        int sum = 0;
        int digits = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                continue;
            }
            int weighted = digits % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
            digits++;
        }
        return digits >= 13 && digits <= 19 && sum % 10 == 0 && sum > 0;
    }
}
