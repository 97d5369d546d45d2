package io.aegis.codec.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskingTest {

    private final Masking masking = new Masking("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/orders                                    | /v1/orders                | /v1/orders
            /v1/orders/17?token=secret                    | /v1/orders/17             | /v1/orders/{id}
            /v1/orders/{id}/lines                         | /v1/orders/{id}/lines     | /v1/orders/{id}/lines
            /u/eve@example.com/x                          | /u/{…}/x                  | /u/{…}/x
            /u/eve%40example.com                          | /u/{…}                    | /u/{…}
            /o/3ceece96-19ae-2ffe-a97b-a76a71048160       | /o/{id}                   | /o/{id}
            /o/3ceece9619ae2ffea97ba76a71048160/          | /o/{…}/                   | /o/{id}/
            /t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln  | /t/{…}                    | /t/{…}
            /s/sk_live_4eC39HqLyjWDarjtT1zdp7dc            | /s/{…}                    | /s/{…}
            /cus_0012345                                  | /cus_0012345              | /{id}
            /history/apollo/apollo-13/apollo-13.html      | /history/apollo/apollo-13/apollo-13.html | /history/apollo/apollo-13/apollo-13.html
            /presentations/logstash-monitorama-2013/a.png | /presentations/logstash-monitorama-2013/a.png | /presentations/logstash-monitorama-2013/a.png
            https://api.example.com/v1/a?b=c              | /v1/a                     | /v1/a
            *                                             | *                         | *
            /a;jsessionid=1#x                             | /a                        | /a
            """)
    void shouldMaskRoutesAndTemplatePaths(String sent, String route, String path) {
        assertThat(masking.route(sent)).isEqualTo(route);
        assertThat(masking.path(sent)).isEqualTo(path);
    }

    @Test
    void shouldCutSecretsToPrefixAndKeyedHash() {
        String secret = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";
        String masked = masking.key(secret);
        assertThat(masked).matches("sk_live_4e\u2026[0-9a-f]{12}");
        assertThat(masking.key(secret)).isEqualTo(masked);
        assertThat(masking.key(masked)).as("masked once").isEqualTo(masked);
        assertThat(Masking.passingKeys().key(secret)).isEqualTo(secret);
        assertThat(new Masking("another key 16 b".getBytes(StandardCharsets.US_ASCII)).key(secret))
                .isNotEqualTo(masked);
        assertThat(masking.key("sk_live_abcdefghijklmnop")).matches("sk_live_\u2026[0-9a-f]{12}");
        assertThat(masking.key("sk_acme_primary")).isEqualTo("sk_acme_primary");
        assertThat(masking.key("key_cus_alpha")).isEqualTo("key_cus_alpha");
        assertThat(masking.key("ak_live_acme")).isEqualTo("ak_live_acme");
        assertThat(masking.key("3f8a6b2c9d1e4f5a7b8c9d0e1f2a3b4c")).matches("3f8a\u2026[0-9a-f]{12}");
    }

    @Test
    void shouldMaskLinesThatPeopleLookAt() {
        String line =
                "{\"customer\":\"acme\",\"key\":\"sk_live_4eC39HqLyjWDarjtT1zdp7dc\",\"route\":\"/a?secret=hunter2\","
                        + "\"title\":\"password is hunter2\",\"contacts\":{\"tech\":\"eve@example.com\"}}";
        assertThat(masking.line(line, 2_000))
                .contains("acme", "/a?\u2026")
                .doesNotContain("4eC39", "hunter2", "eve@", "example.com");
        assertThat(masking.line("x".repeat(5_000), 100)).hasSize(101);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET https://app:hunter2@api.example/v1     | GET https://{…}@api.example/v1
            failed with api_key=hunter2&x=1            | failed with api_key={…}&x=1
            password: hunter2, retry                   | password: {…}, retry
            Authorization: Bearer hunter2x             | Authorization: Bearer {…}
            paid with 4242 4242 4242 4242 today        | paid with {…} today
            Unexpected token: EOF at 7                 | Unexpected token: EOF at 7
            client_secret=x y, DB_PASSWORD=z           | client_secret={…} y, DB_PASSWORD={…}
            basic authentication failed                | basic authentication failed
            order 4242424242424241 at 13:45:00         | order 4242424242424241 at 13:45:00
            """)
    void shouldKnowSecretsByWhatStandsBesideThem(String said, String kept) {
        assertThat(Masking.told(said)).isEqualTo(kept);
    }

    @Test
    void shouldMaskAKeyThatIsSentWithItsScheme() {
        String secret = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";
        assertThat(masking.key("Bearer " + secret)).isEqualTo(masking.key(secret));
        assertThat(masking.key("Basic YXBwOmh1bnRlcg==")).matches("Basic\u2026[0-9a-f]{12}");
        assertThat(masking.key(masking.key("Basic YXBwOmh1bnRlcg==")))
                .as("masked once")
                .isEqualTo(masking.key("Basic YXBwOmh1bnRlcg=="));
        assertThat(masking.id(secret)).isEqualTo(masking.key(secret));
        assertThat(masking.id("3f8a6b2c9d1e4f5a7b8c9d0e1f2a3b4c")).isEqualTo("3f8a6b2c9d1e4f5a7b8c9d0e1f2a3b4c");
        assertThat(masking.id("sk_acme_2024")).isEqualTo("sk_acme_2024");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "token",
                "api_key",
                "\"",
                "\"a",
                "?",
                "4",
                "4 ",
                "://",
                "=",
                ":",
                "x@",
                "bearer ",
                "\\u00",
                "%3D",
                "a.",
                "a@a",
                "a%40",
                "bearer+",
                "password: ",
                "aA1",
                "=/"
            })
    void shouldTakeTimeThatGrowsWithTheTextAlone(String part) {
        String text = part.repeat(8_000 / part.length());
        long shortest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3; attempt++) {
            long from = System.nanoTime();
            assertThat(masking.line(text, text.length())).isNotNull();
            assertThat(masking.text(text)).isNotNull();
            shortest = Math.min(shortest, System.nanoTime() - from);
        }
        assertThat(shortest).as("nanoseconds, best of three").isLessThan(500_000_000L);
    }

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+\\-']{1,64}(?:@|%40)[A-Za-z0-9\\-]{1,63}(?:\\.[A-Za-z0-9\\-]{1,63}){0,8}");

    @Test
    void shouldTakeOutTheAddressesThatAPatternFinds() {
        String letters = "ab.@%40_+-1 '\"@@%é";
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            String kept = EmailAddresses.takenOut(text.toString());
            assertThat(EMAIL.matcher(kept.replace(Masking.TAKEN_OUT, " ")).find())
                    .as(text + " \u2192 " + kept)
                    .isFalse();
            assertThat(EmailAddresses.anyIn(text.toString()))
                    .as(text.toString())
                    .isEqualTo(EMAIL.matcher(text).find());
        }
    }

    @Test
    void shouldNoticeWhateverACloserLookWouldTakeOut() {
        for (String said : new String[] {
            "API-Key=x1",
            "my_PASSWORD: y",
            "Passwd=1",
            "pwd=z",
            "x-access_token: t",
            "COOKIE=a",
            "sessionid=q",
            "privateKey=1",
            "signing-key=2",
            "Signature=3",
            "credentials=4",
            "passphrase=5",
            "authorization: 6",
            "BEARER abcdef1",
            "Basic QWxhZGRpbg==",
            "apikey abcdef12",
            "card 4242 4242 4242 4242",
            "5555-5555-5555-4444"
        }) {
            assertThat(masking.text(said)).as(said).contains(Masking.TAKEN_OUT);
        }
    }
}
