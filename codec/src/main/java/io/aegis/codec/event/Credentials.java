package io.aegis.codec.event;

import java.util.regex.Pattern;

/**
 * Finds secrets by what stands beside them, however short they are: the name of a parameter, the scheme of an
 * authorization, the user part of an address; and the numbers of payment cards.
 */
final class Credentials {

    private static final String NAMES = "(?:[a-z0-9_.\\-]{0,40}"
            + "(?:api[_\\-]?key|access[_\\-]?key|private[_\\-]?key|signing[_\\-]?key|secret|passwor[dt]|passwd|passphrase|pwd"
            + "|token|signature|credentials?|authorization|session[_\\-]?id|cookie)[a-z0-9_\\-]{0,20})";
    private static final String VALUE = "(?:[^\\s\"'\\\\&,;<>(){}\\[\\]…]+)";

    /** {@code api_key=…}, also where the sign is escaped. */
    private static final Pattern ASSIGNED = Pattern.compile("(?i)(" + NAMES + "\\s?(?:=|%3D)\\s?\\\\?[\"']?)" + VALUE);

    /** {@code password: …}; a token or cookie before a colon is more often the subject of a sentence. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:api[_\\-]?key|[a-z_\\-]{0,40}secret|password|passwd|passphrase|pwd|access[_\\-]?token|refresh[_\\-]?token"
                    + "|authorization)\\\\?[\"']?\\s?:\\s?\\[?\\\\?[\"']?(?:bearer |basic )?+)" + VALUE);

    private static final Pattern QUOTED = Pattern.compile(
            "(?i)((?:api[_ \\-]?key|secret|password|token)\\s(?:is\\s|was\\s)?)(?:'[^']+'|\"[^\"]+\"|`[^`]+`)");
    private static final Pattern SCHEME = Pattern.compile(
            "(?i)\\b(bearer|basic|apikey)(\\s|%20|\\+)(?=[^\\s\"']*[0-9=]|(?-i:[^\\s\"']+[A-Z]))[A-Za-z0-9._~+/=\\-]{6,}");
    private static final Pattern USER_PART = Pattern.compile("(:(?://|%2F%2F))[^\\s\"'<>/?#]*(?:@|%40)");
    private static final Pattern CARD = Pattern.compile("(?<![0-9A-Za-z.])[0-9](?:[ \\-]?[0-9]){12,18}(?![0-9A-Za-z])");
    private static final Pattern BESIDE =
            Pattern.compile("[=:%@]|(?i:bearer|basic|apikey|api.?key|secret|password|token)");

    private Credentials() {}

    static String takenOut(String text) {
        String quiet = text;
        if (BESIDE.matcher(text).find()) {
            quiet = USER_PART.matcher(quiet).replaceAll("$1" + Masking.TAKEN_OUT + "@");
            quiet = SCHEME.matcher(quiet).replaceAll("$1$2" + Masking.TAKEN_OUT);
            quiet = NAMED.matcher(quiet).replaceAll("$1" + Masking.TAKEN_OUT);
            quiet = ASSIGNED.matcher(quiet).replaceAll("$1" + Masking.TAKEN_OUT);
            quiet = QUOTED.matcher(quiet).replaceAll("$1" + Masking.TAKEN_OUT);
        }
        return CARD.matcher(quiet).replaceAll(found -> card(found.group()) ? "{…}" : found.group());
    }

    /** Whether a value of this name is a secret, whatever it looks like. */
    static boolean namesSecret(String name) {
        return NAME.matcher(name).matches();
    }

    private static final Pattern NAME = Pattern.compile("(?i)(?:x[_\\-])?" + NAMES);

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
