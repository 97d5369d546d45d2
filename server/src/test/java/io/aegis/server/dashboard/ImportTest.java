package io.aegis.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.server.testing.OnDemo;
import io.aegis.server.testing.TestServer;
import io.aegis.server.testing.TestServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files of customer records as people have them, through the server's form, and the lists as files. */
@Tag("slow")
@ExtendWith(OnDemo.class)
final class ImportTest {

    private static final String BOUNDARY = "part-7f3c";

    private final TestServer server;

    ImportTest(TestServer server) {
        this.server = server;
    }

    @Test
    void shouldTakeWhatASpreadsheetSaves() {
        Answer answer = send("\uFEFFID;Name;Owner;Tags\r\nberlin;\"Müller; Söhne\";mia;eu|pilot\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("1 record taken.");
        assertThat(server.get("/api/v1/customers/berlin").body())
                .contains("Müller; Söhne", "\"owner\":\"mia\"", "\"eu\"", "\"pilot\"");
    }

    @Test
    void shouldTakeADateForTheBeginningOfItsDay() {
        Answer answer =
                send("id,created_at\nsince-may,2024-05-01\nsince-noon,2024-05-01T12:00:00+02:00\nnever,2024-13-01\n");
        assertThat(answer.body()).contains("2 records taken, 1 refused", "Line 4: created_at");
        assertThat(server.get("/api/v1/customers/since-may").body())
                .contains("\"created_at\":\"2024-05-01T00:00:00Z\"");
        assertThat(server.get("/api/v1/customers/since-noon").body()).contains("2024-05-01T10:00:00Z");
    }

    @Test
    void shouldSayForAFileThatCannotBeReadWhatToDo() {
        assertThat(refusal("name,tier\nAcme,pro\n")).contains("names no column id", "id is needed");
        assertThat(refusal("")).contains("holds no customer", "first line of column names");
        assertThat(refusal("id,name\n")).contains("holds no customer");
        assertThat(refusal("id,name\na,b\nc,\"d\n")).contains("Line 3 opens a quote", "Close it");
        assertThat(refusal("id,name,name\na,b,c\n")).contains("column name twice", "Keep one");
        assertThat(send("id,name\na,Müller\n", StandardCharsets.ISO_8859_1).body())
                .contains("not in UTF-8", "CSV UTF-8");
        assertThat(server.get("/api/v1/customers?query=cc").json().get("items")).isEmpty();
    }

    @Test
    void shouldRefuseRowsByTheirLineAndTakeTheOthers() {
        Answer answer = send("""
                id,name,tier,nonsense
                good-1,"two
                lines",pro,x

                ,No Id,pro,x
                bad-tier,B,platinum,x
                too-many,Acme, Inc,pro,x
                good-2,C,starter,x
                """);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "2 records taken, 3 refused",
                        "Line 5: id is missing",
                        "Line 6: tier (\"platinum\")",
                        "platinum")
                .contains("Line 7: 5 cells where the first line names 4 columns", "into quotes")
                .contains("left out: nonsense");
        assertThat(server.get("/api/v1/customers/good-2").status()).isEqualTo(200);
        assertThat(server.get("/api/v1/rejected?limit=500").json().get("items"))
                .as("lines kept, as the report numbers them")
                .filteredOn(kept -> kept.get("masked").asString().contains("platinum"))
                .extracting(kept -> kept.get("line").asInt())
                .contains(6);
        assertThat(server.get("/api/v1/customers/too-many").status()).isEqualTo(404);
    }

    @Test
    void shouldShowNamesAsTextAndKeepThemFromBecomingFormulas() {
        send("id,name\nformula,\"=cmd|' /C calc'!A0\"\nscript,<script>alert(1)</script>\nhebrew,שלום \u202Eevil\n");
        String page = server.get("/customers?query=script").body();
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain("<script>alert");
        String csv = server.get("/customers.csv?query=formula").body();
        assertThat(csv).contains("formula,\"'=cmd|' /C calc'!A0\"");
        assertThat(server.get("/customers.csv?query=hebrew").body()).contains("שלום \u202Eevil");
        assertThat(send(csv).body()).contains("1 record taken.");
        assertThat(server.get("/api/v1/customers/formula").json().get("name").asString())
                .as("after it went out and came back")
                .isEqualTo("=cmd|' /C calc'!A0");
    }

    @Test
    void shouldTakeNothingOfALongFileThatCannotBeReadToItsEnd() {
        StringBuilder csv = new StringBuilder("id,name\n");
        for (int row = 0; row < 20_000; row++) {
            csv.append("half-").append(row).append(",Half\n");
        }
        assertThat(send(csv + "last,Müller\n", StandardCharsets.ISO_8859_1))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                .extracting(Answer::body)
                .asString()
                .contains("Nothing was taken.", "not in UTF-8");
        assertThat(refusal(csv + "last,\"open\n")).contains("Line 20,002 opens a quote");
        assertThat(refusal("id\n" + "x\n".repeat(1_000_001)))
                .contains("holds 1,000,001 customers, more than 1,000,000", "Split it");
        assertThat(server.get("/api/v1/customers?query=half-").json().get("items"))
                .isEmpty();
    }

    @Test
    void shouldSayThatAFileIsTooLargeBeforeItIsSent() throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            socket.getOutputStream()
                    .write(("POST /customers/import HTTP/1.1\r\nHost: localhost:" + server.port()
                                    + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY
                                    + "\r\nContent-Length: 700000000\r\nConnection: close\r\n\r\n--" + BOUNDARY
                                    + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .contains("Nothing was taken. The file is larger than 512 MiB. Split it");
        }
    }

    @Test
    void shouldTakeTenThousandRows() {
        StringBuilder csv = new StringBuilder("id,name,tier\n");
        for (int row = 0; row < 10_000; row++) {
            csv.append("many-").append(row).append(",Many ").append(row).append(row % 100 == 7 ? ",gold\n" : ",pro\n");
        }
        Answer answer = send(csv.toString());
        assertThat(answer.body()).contains("9,900 records taken, 100 refused", "Line 9: tier", "and 80 more");
        assertThat(server.get("/customers.csv?query=many-").body().lines()).hasSize(9_901);
    }

    @Test
    void shouldGoOnByItselfTellEverybodyAndStopWhenAsked() {
        StringBuilder csv = new StringBuilder("id,name\n");
        for (int row = 0; row < 100_000; row++) {
            csv.append("long-").append(row).append(",Long\n");
        }
        assertThat(post(csv.toString(), StandardCharsets.UTF_8).status()).isEqualTo(303);
        assertThat(server.get("/customers").body())
                .contains(
                        "data-import=\"running\"", "of 100,000 rows", "<bdi>c.csv</bdi>", "Begun by <bdi>local</bdi>");
        assertThat(server.get("/customers/import").body()).contains("<progress", "max=\"100000\"");
        assertThat(post("id\nother\n", StandardCharsets.UTF_8))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(409))
                .extracting(Answer::body)
                .asString()
                .contains("Nothing was taken. An import of local is going on (c.csv).");
        assertThat(server.get("/api/v1/customers/other").status()).isEqualTo(404);
        assertThat(server.post("/customers/import/stop", "").status()).isEqualTo(303);
        String page = server.get("/customers").body();
        while (page.contains("data-import=\"running\"")) {
            page = server.get("/customers").body();
        }
        assertThat(page).contains("Stopped at line", "local stopped it.", "stay as they are");
        assertThat(server.get("/api/v1/customers/long-0").status()).isEqualTo(200);
        assertThat(server.get("/api/v1/customers/long-99999").status()).isEqualTo(404);
        server.post("/customers/import/close", "");
        assertThat(server.get("/customers").body()).doesNotContain("data-import");
        assertThat(server.get("/customers/import").status()).isEqualTo(204);
    }

    private String refusal(String csv) {
        Answer answer = send(csv);
        assertThat(answer.status()).as(csv).isEqualTo(400);
        assertThat(answer.body()).contains("Nothing was taken.");
        return answer.body();
    }

    private Answer send(String csv) {
        return send(csv, StandardCharsets.UTF_8);
    }

    /** What a browser shows after it, once it is over. */
    private Answer send(String csv, Charset charset) {
        Answer answer = post(csv, charset);
        if (answer.status() != 303) {
            return answer;
        }
        assertThat(answer.header("Location")).isEqualTo("/customers");
        Answer page = server.get("/customers");
        while (page.body().contains("data-import=\"running\"")) {
            page = server.get("/customers");
        }
        return page;
    }

    private Answer post(String csv, Charset charset) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"c.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(csv.getBytes(charset));
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return server.send(server.request("/customers/import")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }
}
