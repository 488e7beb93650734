package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What pages let nobody do: run a script, send a form in a visitor's name, weigh more than they have to. */
class PageSafetyTests extends RunningService {

    private static final long MOST_BYTES = 150_000;
    private static final String HOSTILE =
            "<img src=x onerror=document.title='hit'><script>document.title='hit'</script>{{7*7}}${7*7}[[${7*7}]]";

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/adviser/hiring", "/policies/hiring/edit", "/css/rolecall.css", "/nowhere", "/v1/policies"
            })
    void everythingIsServedWithAPolicyThatAllowsNothingInline(String path) {
        Reply reply = api.send("GET", path, BodyPublishers.noBody(), "Accept", "text/html,*/*");
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 303",
        "Origin, http://evil.example, 403",
        "Origin, null, 403",
        "Origin, own, 303",
        "X-Nothing, none, 303"
    })
    void takesFormsFromItsOwnPagesOnly(String header, String value, int status) {
        String origin = value.equals("own") ? "http://127.0.0.1:" + api.port() : value;
        int before = recorded();
        Reply reply = api.send(
                "POST",
                "/adviser/hiring/recommendation",
                BodyPublishers.ofString("said=goal.next%3DPRODUCTION&key=" + java.util.UUID.randomUUID()),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html",
                header,
                origin);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(recorded() - before).isEqualTo(status == 303 ? 1 : 0);
        if (status == 403) {
            assertThat(reply.text()).contains("This came from another site", "Open the page here");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, GET, /, 403",
        "evil.example, POST, /v1/recommendations/x/replay, 403",
        "evil.example:80, GET, /v1/audit/export, 403",
        "localhost, GET, /, 200",
        "LOCALHOST:8080, GET, /v1/policies, 200",
        "[::1]:8080, GET, /v1/policies, 200"
    })
    void isCalledByNamesItKnows(String host, String method, String path, int status) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", api.port())) {
            socket.getOutputStream()
                    .write(
                            "%s %s HTTP/1.1\r\nHost: %s\r\nAccept: text/html, */*\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                                    .formatted(method, path, host)
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            if (status == 403) {
                assertThat(answer).contains("rolecall.hosts");
            }
        }
    }

    @Test
    void takesNoCallOfTheApiFromAnotherSite() {
        String id = api.hiring("{}").json().path("id").stringValue();
        Reply reply = api.send(
                "POST",
                "/v1/recommendations/" + id + "/replay",
                BodyPublishers.noBody(),
                "Sec-Fetch-Site",
                "cross-site");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.json().path("type").stringValue()).isEqualTo("urn:rolecall:problem:foreign-request");
    }

    @ParameterizedTest
    @CsvSource({
        "/policies/hiring/versions/abc, 400, number is \"abc\"",
        "/policies/hiring/rule, 400, 'rule'",
        "/policies/nope, 404, nope",
        "/nowhere, 404, There is no"
    })
    void saysWhatIsWrongWithAnAddress(String path, int status, String said) {
        for (String accept : new String[] {"text/html", "application/json"}) {
            Reply reply = api.send("GET", path, BodyPublishers.noBody(), "Accept", accept);
            assertThat(reply.status()).as(accept).isEqualTo(status);
        }
        Reply page = api.send("GET", path, BodyPublishers.noBody(), "Accept", "text/html");
        assertThat(page.text().replace("&quot;", "\"").replace("&#39;", "'")).contains(said);
    }

    @Test
    void showsTextsOfPoliciesAndCallersAsTexts() {
        publish();
        String id = api.post(
                        "/v1/policies/odd/recommendations",
                        JsonMapper.shared()
                                .writeValueAsString(Map.of(
                                        "facts", Map.of("thing", Map.of("name", HOSTILE)), "reference", HOSTILE)))
                .json()
                .path("id")
                .stringValue();
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            String record = "/recommendations/" + id;
            String rule = "/policies/odd/rule?rule=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8);
            for (String path : List.of(
                    "/",
                    "/adviser/odd",
                    record,
                    record + "/adviser",
                    record + "/why-not?outcome=X",
                    "/policies",
                    "/policies/odd",
                    "/policies/odd/edit",
                    "/policies/odd/versions",
                    "/policies/odd/versions/1",
                    rule,
                    "/audit",
                    "/audit/" + id,
                    "/audit/" + id + "/erase",
                    "/live?policy=odd")) {
                visit.go(path);
                assertThat(visit.page().title()).as(path).isNotEqualTo("hit");
                assertThat(visit.find("img").count()).as(path).isZero();
                assertThat(visit.page().content())
                        .as(path)
                        .contains("&lt;img src=x")
                        .contains("${7*7}");
            }
        }
    }

    @Test
    void weighsLittle() {
        for (String path : new String[] {"/", "/adviser/hiring"}) {
            try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
                AtomicLong bytes = new AtomicLong();
                visit.page().onRequestFinished(request -> bytes.addAndGet(request.sizes().responseBodySize));
                visit.go(path);
                visit.page().waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
                assertThat(bytes.get()).as(path).isPositive().isLessThan(MOST_BYTES);
            }
        }
    }

    /** A policy whose every text is an attack on whoever shows it. */
    private void publish() {
        Map<String, Object> files = new LinkedHashMap<>();
        String quoted = JsonMapper.shared().writeValueAsString(HOSTILE);
        files.put("policy.yaml", """
                name: odd
                title: %1$s
                purpose: %1$s
                owner: %1$s
                contact: %1$s
                leanings: [ { id: A, title: %1$s } ]
                outcomes: [ { id: X, title: %1$s, statement: %1$s, guides: [ kit ] } ]
                """.formatted(quoted));
        files.put(
                "references.yaml",
                "- { key: book, title: %1$s, author: %1$s, year: 2020, where: %1$s }\n".formatted(quoted));
        files.put(
                "guides/kit.yaml",
                "title: %1$s\nsections:\n  - { title: %1$s, text: %1$s, cites: [ book ] }\n".formatted(quoted));
        files.put(
                "teams/one.yaml",
                "name: %1$s\nsituation: %1$s\ngiven: { thing: { wanted: true } }\nexpect: { outcome: X }\n"
                        .formatted(quoted));
        files.put("facts.drl", """
                package odd;

                declare Thing
                    @title( %1$s )
                    wanted : Boolean @ask( %1$s ) @why( %1$s )
                    name : String @ask( %1$s ) @maxLength( 400 )
                end
                """.formatted(quoted));
        files.put("signals/thing.drl", """
                package odd;

                rule %1$s
                    @favours( A ) @weight( 1 ) @because( %1$s ) @cites( "book" )
                when
                    Thing( name != null )
                then
                    raise( kcontext );
                end
                """.formatted(quoted));
        files.put("conclusions/thing.drl", """
                package odd;

                rule "So it is: <b>bold</b>"
                    @recommends( X ) @because( %1$s ) @cites( "book" )
                when
                    Thing( name != null )
                then
                    recommend( kcontext );
                end
                """.formatted(quoted));
        files.put("plan/thing.drl", """
                package odd;

                rule "Do it: <b>bold</b>"
                    @order( 1 ) @advises( %1$s ) @until( %1$s ) @cites( "book" )
                when
                    Recommendation( outcome == "X" )
                then
                    step( kcontext );
                end

                rule "Beware: <b>bold</b>"
                    @warns( %1$s ) @cites( "book" )
                when
                    Recommendation( outcome == "X" )
                then
                    caution( kcontext );
                end
                """.formatted(quoted));
        Reply published = api.post(
                "/v1/policies/odd/versions",
                JsonMapper.shared().writeValueAsString(Map.of("base", 0, "files", files, "note", HOSTILE)));
        assertThat(published.status()).as(published.text()).isIn(200, 201);
        Reply active = api.post("/v1/policies/odd/activations", "{\"version\": 1}");
        assertThat(active.status()).as(active.text()).isIn(200, 201);
    }
}
