package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        assertThat(rows(CsvText.line("x", text, "z"))).containsExactly(new CsvFile.Row(1, List.of("x", text, "z")));
    }

    @Test
    void shouldRestoreWhatWasKeptFromBecomingAFormula() {
        assertThat(CsvText.restored("'=1+1")).isEqualTo("=1+1");
        assertThat(CsvText.restored("'s-Hertogenbosch")).isEqualTo("'s-Hertogenbosch");
    }

    @Test
    void shouldReadWhatSpreadsheetsWrite() {
        assertThat(rows("\uFEFFid,name\r\nacme,\"Acme,\nInc\"\n\n\"b\"\"2\",\n"))
                .containsExactly(
                        new CsvFile.Row(1, List.of("id", "name")),
                        new CsvFile.Row(2, List.of("acme", "Acme,\nInc")),
                        new CsvFile.Row(5, List.of("b\"2", "")));
        assertThat(rows("id;name\na;\"b;c\"\n")).contains(new CsvFile.Row(2, List.of("a", "b;c")));
        assertThat(rows("id\tname\na\tb,c")).contains(new CsvFile.Row(2, List.of("a", "b,c")));
    }

    @Test
    void shouldNameTheLineOfAnOpenQuote() {
        assertThatThrownBy(() -> rows("id,name\na,b\nc,\"d\ne,f"))
                .hasMessageContaining("Line 3")
                .hasMessageContaining("Close it");
        assertThatThrownBy(() -> rows("id,name\n\na,\"b\r\nc\n\"\n\"d")).hasMessageContaining("Line 6");
    }

    @Test
    void shouldTakeAQuoteWithinACellAndOldLineEnds() {
        assertThat(rows("a,x \"y\" z\r \rb,\"c\""))
                .containsExactly(new CsvFile.Row(1, List.of("a", "x \"y\" z")), new CsvFile.Row(3, List.of("b", "c")));
        assertThatThrownBy(() -> rows("a\n\"b\" c")).hasMessageContaining("Line 2");
    }

    private static List<CsvFile.Row> rows(String text) {
        List<CsvFile.Row> rows = new ArrayList<>();
        try {
            CsvFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), rows::add);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return rows;
    }
}
