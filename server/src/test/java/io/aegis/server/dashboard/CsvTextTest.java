package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\",\"y\")"})
    void shouldKeepTextFromBecomingAFormula(String text) {
        assertThat(CsvText.line(text, "b")).startsWith("\"'");
    }

    @Test
    void shouldLeaveNumbersAsNumbers() {
        assertThat(CsvText.line(-5, 0.25, "plain")).isEqualTo("-5,0.25,plain\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a,b", "say \"hi\"", "two\nlines", "<script>alert(1)</script>", "שלום"})
    void shouldReadBackWhatItWrote(String text) {
        assertThat(CsvText.rows(CsvText.line("x", text, "z"))).containsExactly(List.of("x", text, "z"));
    }

    @Test
    void shouldReadWhatSpreadsheetsWrite() {
        assertThat(CsvText.rows("\uFEFFid,name\r\nacme,\"Acme, Inc\"\n\n\"b\"\"2\",\n"))
                .containsExactly(List.of("id", "name"), List.of("acme", "Acme, Inc"), List.of("b\"2", ""));
    }
}
