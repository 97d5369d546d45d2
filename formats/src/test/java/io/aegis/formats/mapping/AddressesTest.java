package io.aegis.formats.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "2001:0DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8::1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::, ::",
        "1::, 1::",
        "::1, ::1",
        "::FFFF:10.0.0.7, 10.0.0.7",
        "0:0:0:0:0:ffff:0a00:0007, 10.0.0.7",
        "64:ff9b::10.0.0.7, 64:ff9b::a00:7",
        "10.0.0.7, 10.0.0.7"
    })
    void shouldWriteAnAddressInOneWay(String text, String written) {
        assertThat(Addresses.isOne(text)).isTrue();
        assertThat(Addresses.normal(text)).isEqualTo(written);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (Addresses.isNormal(bytes, 0, bytes.length)) {
            assertThat(text).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, true",
        "2001:db8:1:2:3:4:5:6, true",
        "2001:db8::, false",
        "::ffff:a00:7, false",
        "db8:1, false"
    })
    void shouldKnowWhatNeedsNoSpelling(String text, boolean normal) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(Addresses.isNormal(bytes, 0, bytes.length)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "web",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.7.8",
                "1.2.3.",
                "1:2",
                "1::2::3",
                ":::",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "g::1",
                "12345::",
                ":1",
                "::10.0.0",
                "unix:",
                "team::7x",
                "fe80::1%nowhere0",
                "fe80::1%1"
            })
    void shouldLeaveOtherTexts(String text) {
        assertThat(Addresses.isOne(text)).isFalse();
        assertThat(Addresses.normal(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"10.0.0.7, 10.0.0.8|10.0.0.7", "[::1]:80|::1", "acme:80|acme", "unix:|unix:"})
    void shouldFreeAClientOfWhatStandsAroundIt(String text, String client) {
        assertThat(Addresses.client(text)).isEqualTo(client);
    }
}
