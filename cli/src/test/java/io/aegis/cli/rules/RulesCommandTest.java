package io.aegis.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aegis.cli.terminal.Faults;
import io.aegis.codec.rule.RuleFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class RulesCommandTest {

    private static final String TESTS = """
            rules: mine.yaml
            tests:
              - name: three errors open it
                events:
                  - {at: +0s, type: api_call, customer: acme, method: GET, route: /a, status: 500, repeat: 4, every: 1m}
                expect:
                  - {customer: acme, rule: failing, opened_at: +2m, %s}
            """;

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter answers = new StringWriter();
    private final StringWriter notes = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new RulesCommand());
        Faults.handleIn(line);
        line.setOut(new PrintWriter(answers, true));
        line.setErr(new PrintWriter(notes, true));
        return line.execute(arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void shouldSumUpARightFile() throws Exception {
        String file = file("rules.yaml", RuleFile.shippedText());
        assertThat(run("check", file)).isZero();
        assertThat(notes.toString()).isEmpty();
        assertThat(answers.toString().lines())
                .hasSize(12)
                .first()
                .asString()
                .startsWith("error_debugging")
                .contains("opens when (error_rate > 0.10 ||", "clears when error_rate < 0.05");
        assertThat(answers.toString()).endsWith("rules.yaml: 11 rules, 0 expected statuses\n");
    }

    @Test
    void shouldTellProblemsSoThatEditorsFindThem() throws Exception {
        String file = file("rules.yaml", "rules:\n  - id: a\n    when: eror_rate > 1\n    modus: on\n");
        assertThat(run("check", file)).isEqualTo(2);
        assertThat(answers.toString()).isEmpty();
        assertThat(notes.toString().lines())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo(file + ":3:11: there is no signal eror_rate; did you mean error_rate?"),
                        second -> assertThat(second).startsWith(file + ":4:5: a rule has no field modus"));
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        assertThat(run("check", directory.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(notes.toString()).hasLineCount(1).contains("no such file");
    }

    @Test
    void shouldRefuseAFileThatIsNoText() throws Exception {
        Path file = Files.write(directory.resolve("x.yaml"), new byte[] {(byte) 0xff, 0, 1});
        assertThat(run("check", file.toString())).isEqualTo(2);
        assertThat(notes.toString()).hasLineCount(1).contains("is not UTF-8");
    }

    @Test
    void shouldPrintTheShippedRulesAsAStart() {
        assertThat(run("check", "--shipped")).isZero();
        assertThat(answers.toString()).isEqualTo(RuleFile.shippedText());
    }

    @Test
    void shouldPassATestThatHolds() throws Exception {
        file("mine.yaml", "rules: [{id: failing, when: errors >= 3}]");
        String tests = file("tests.yaml", TESTS.formatted("status: cleared"));
        assertThat(run("test", tests)).as(notes.toString()).isZero();
        assertThat(answers.toString()).isEqualTo("passed " + tests + ": three errors open it\n1 passed\n");
    }

    @Test
    void shouldShowWhatATestExpectedAndGot() throws Exception {
        file("mine.yaml", "rules: [{id: failing, when: errors >= 4}]");
        String tests = file("tests.yaml", TESTS.formatted("status: open"));
        assertThat(run("test", tests)).isEqualTo(1);
        assertThat(answers.toString())
                .startsWith(
                        "FAILED " + tests + ": three errors open it\n    line 7: expected opened_at +2m "
                                + "(2026-01-05T00:02:00Z), status open, and got failing for acme, status cleared, opened_at +3m")
                .endsWith("1 of 1 failed\n");
    }

    @Test
    void shouldTellProblemsOfTestFiles() throws Exception {
        file("mine.yaml", "rules: [{id: failing, when: errors >= 4}]");
        String tests = file("tests.yaml", """
                rules: mine.yaml
                tests:
                  - name: wrong in many ways
                    event: []
                    events:
                      - {at: 5 minutes, type: api_call, customer: acme, method: GET, route: /a, status: 500}
                      - {at: +5m, type: api_cal, customer: acme}
                      - {at: +5m, type: api_call, customer: acme, method: GET, route: /a, status: 999}
                    expect:
                      - {customer: acme, rule: faling, opened_at: soon}
                """);
        assertThat(run("test", tests)).isEqualTo(2);
        assertThat(notes.toString())
                .contains(
                        tests + ":4:5: a test has no field event; did you mean events?",
                        tests + ":6:14: '5 minutes'",
                        tests + ":7:9: ",
                        tests + ":8:9: status",
                        tests + ":10:32: there is no rule faling; did you mean failing?",
                        tests + ":10:51: 'soon' is no time");
    }

    @Test
    void shouldTellProblemsOfTheRulesThatATestNames() throws Exception {
        file("mine.yaml", "rules: [{id: failing, when: erors >= 4}]");
        String tests = file("tests.yaml", TESTS.formatted("status: open"));
        assertThat(run("test", tests)).isEqualTo(2);
        assertThat(notes.toString()).contains("mine.yaml:1:29: there is no signal erors; did you mean errors?");
    }

    @Test
    void shouldAskTheServerAndPrintWhatDiffers() throws Exception {
        String rules = file("rules.yaml", "rules: [{id: failing, when: errors >= 4}]");
        AtomicReference<String> asked = new AtomicReference<>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/rules/backtest", exchange -> {
            asked.set(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getQuery() + " "
                            + exchange.getRequestHeaders().getFirst("Authorization") + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = """
                    {"from":"2026-01-01T00:00:00Z","to":"2026-01-31T00:00:00Z","events":12345,"customers":7,
                     "rules":{"failing":{"opened_before":0,"opened_after":2,"same":0,"changed":0,"only_before":0,"only_after":2}},
                     "differences":[{"change":"new","rule":"failing","customer":"acme","opened_at":"2026-01-02T00:00:00Z","cleared_at":null}],
                     "differences_total":2}""".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort();
            assertThat(run("backtest", rules, "--url", url, "--token", "t", "--from", "2026-01-01"))
                    .as(notes.toString())
                    .isZero();
            assertThat(asked.get())
                    .isEqualTo("POST from=2026-01-01T00:00:00Z Bearer t rules: [{id: failing, when: errors >= 4}]");
            assertThat(answers.toString())
                    .contains(
                            "12345 events of 7 customers",
                            "acme, opened 2026-01-02T00:00:00Z, cleared -",
                            "and 1 more");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldSayInOneLineThatNoServerAnswers() throws Exception {
        String rules = file("rules.yaml", "rules: [{id: failing, when: errors >= 4}]");
        assertThat(run("backtest", rules, "--url", "http://localhost:1")).isEqualTo(2);
        assertThat(notes.toString()).hasLineCount(1).contains("no server answers at http://localhost:1");
    }
}
