/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.Wire;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.http.WireRequest;
import io.optionskit.spi.ProviderException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

  private static final URI HOME = URI.create("https://api.example.com");

  @TempDir private Path folder;

  private final MovableClock clock = new MovableClock("2025-01-10T15:00:00Z");
  private final Deque<Object> answers = new ArrayDeque<>();

  /** Gives prepared answers, or throws prepared failures. */
  private final Wire network =
      request -> {
        Object next = answers.remove();
        if (next instanceof IOException failure) {
          throw failure;
        }
        return (WireAnswer) next;
      };

  @Nested
  class Passing {

    @Test
    void answersGoOnUnchangedAndAreWrittenByteForByte() throws IOException {
      byte[] body = {0, -1, (byte) 0x80, '\r', '\n', '{', 1, (byte) 0xc3};
      answers.add(answer(200, body, Map.of("Content-Type", "application/octet-stream")));

      try (Recorder recorder = recorder()) {
        WireAnswer passed = recorder.wire(network).send(get("/v1/file?x=1"));
        assertThat(passed.body().readAllBytes()).isEqualTo(body);
      }

      try (Archive archive = Archive.open(out())) {
        RecordedCall call = archive.calls().get(0);
        assertThat(archive.body(call)).isEqualTo(body);
        assertThat(call.name()).isEqualTo("000001-file.bin");
        assertThat(call.url()).isEqualTo("https://api.example.com/v1/file?x=1");
        assertThat(call.receivedAt()).hasValue(clock.instant());
        assertThat(archive.provider()).hasValue("example");
        assertThat(archive.isRecording()).isTrue();
      }
    }

    @Test
    void connectionsThatBreakAreRecordedAndBreakAgain() throws IOException {
      answers.add(new SocketTimeoutException("timeout"));
      answers.add(broken("half of "));
      answers.add(text("whole"));

      try (Recorder recorder = recorder()) {
        Wire wire = recorder.wire(network);
        assertThatThrownBy(() -> wire.send(get("/a"))).isInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(() -> read(wire.send(get("/a")))).hasMessage("reset");
        assertThat(read(wire.send(get("/a")))).isEqualTo("whole");
      }

      try (Archive archive = Archive.open(out())) {
        Replay replay = Replay.of(archive);
        assertThatThrownBy(() -> replay.send(get("/a")))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("SocketTimeoutException: timeout");
        WireAnswer half = replay.send(get("/a"));
        assertThat(new String(half.body().readNBytes(8), StandardCharsets.UTF_8))
            .isEqualTo("half of ");
        assertThatThrownBy(() -> half.body().read()).hasMessageContaining("reset");
        assertThat(read(replay.send(get("/a")))).isEqualTo("whole");
      }
    }

    @Test
    void whatACallerLivesThroughIsTheSameInTheReplay() {
      answers.add(answer(429, bytes("slow down"), Map.of("Retry-After", "7")));
      answers.add(answer(302, bytes(""), Map.of("Location", "/v1/there")));
      answers.add(text("there"));
      HttpAnswer live;
      try (Recorder recorder = recorder()) {
        live = caller(recorder.wire(network)).get(HOME.resolve("/v1/here"));
      }

      try (Archive archive = Archive.open(out())) {
        Replay replay = Replay.of(archive);
        HttpAnswer again = caller(replay).get(HOME.resolve("/v1/here"));

        assertThat(again.text()).isEqualTo(live.text()).isEqualTo("there");
        assertThat(again.uri()).isEqualTo(live.uri());
        assertThat(archive.calls()).hasSize(3);
      }
    }

    @Test
    void aFullDiskStopsTheRecordingAndNotTheCaller() throws IOException {
      answers.add(text("one"));
      answers.add(text("two"));
      Recorder recorder = recorder();
      Wire wire = recorder.wire(network);
      read(wire.send(get("/a")));
      Files.createDirectory(out().resolve("000002-b.txt")); // so that the file cannot be written

      assertThat(read(wire.send(get("/b")))).isEqualTo("two");
      assertThatThrownBy(recorder::close)
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("is not complete");
    }
  }

  @Nested
  class Secrets {

    private static final String CANARY = "canary-Key/1+2=&3";
    private static final String CRUMB = "x7Fq/crumb.A";

    @Test
    void neverReachTheDisk() throws IOException {
      String encoded = "canary-Key%2F1%2B2%3D%263";
      answers.add(
          answer(
              200,
              bytes(
                  "{\"next_url\":\""
                      + HOME
                      + "/p?apiKey="
                      + encoded
                      + "\",\"you\":\""
                      + CANARY
                      + "\"}"),
              Map.of("Set-Cookie", "A3=" + CANARY, "X-Echo", CANARY, "Content-Type", "text/json")));
      answers.add(answer(302, bytes(""), Map.of("Location", "/q?apiKey=" + encoded)));
      answers.add(answer(401, bytes("bad key " + CANARY.replace("/", "\\/")), Map.of()));
      answers.add(new IOException("cannot reach " + CANARY));
      answers.add(text("posted by " + "canary-Key%2f1%2b2%3d%263"));
      answers.add(text("ok"));

      try (Recorder recorder = recorder()) {
        HttpCaller caller = caller(recorder.wire(network));
        caller.get(HOME.resolve("/v1/a?apiKey=" + encoded + "&x=1"));
        caller.get(HOME.resolve("/v1/b"));
        assertThatThrownBy(() -> caller.tryGet(HOME.resolve("/" + encoded + "/c")))
            .isInstanceOf(ProviderException.class);
        caller.post(
            HOME.resolve("/v1/d"), new TreeMap<>(Map.of("password", CANARY, "schema", "trades")));
        caller.get(URI.create("https://user:" + encoded + "@api.example.com/v1/e#" + encoded));
      }

      assertThat(archived().values())
          .allSatisfy(
              text ->
                  assertThat(text)
                      .doesNotContain(CANARY)
                      .doesNotContain("canary-Key")
                      .doesNotContain("A3="));
      assertThat(archived().keySet()).noneMatch(name -> name.contains("canary"));
      assertThat(archived().get("index.json"))
          .contains("/v1/a?apiKey=***&x=1")
          .contains("\"form\" : \"password=***&schema=trades\"")
          .contains("/q?apiKey=***");
      assertThat(archived().get("000001-a.json"))
          .isEqualTo("{\"next_url\":\"https://api.example.com/p?apiKey=***\",\"you\":\"***\"}");
    }

    @Test
    void thatNobodyKnowsYetAreFoundByTheirNames() throws IOException {
      answers.add(text(CRUMB));
      answers.add(
          answer(
              200,
              bytes(
                  "<form><input type=\"hidden\" name=\"csrfToken\" value=\"tok-1\">"
                      + "<input value=\"sess-2\" name=\"sessionId\"/>"
                      + "<input name=\"namespace\" value=\"yahoo\"></form>"
                      + "<script>{\"crumb\":\"cru\\\\u002fmb-3\",\"token\": \"tok-4\","
                      + "\"next_page_token\":\"MTIz\"}</script>"),
              Map.of("Content-Type", "text/html")));

      try (Recorder recorder = recorder()) {
        Wire wire = recorder.wire(network);
        read(wire.send(get("/v1/test/getcrumb")));
        read(wire.send(get("/consent?sessionId=sess-5&gcrumb=cru-6&lang=en")));
      }

      assertThat(archived().get("000001-getcrumb.txt")).isEqualTo("x".repeat(CRUMB.length()));
      assertThat(archived().get("000002-consent.html"))
          .isEqualTo(
              "<form><input type=\"hidden\" name=\"csrfToken\" value=\"***\">"
                  + "<input value=\"***\" name=\"sessionId\"/>"
                  + "<input name=\"namespace\" value=\"yahoo\"></form>"
                  + "<script>{\"crumb\":\"***\",\"token\": \"***\","
                  + "\"next_page_token\":\"MTIz\"}</script>");
      assertThat(archived().get("index.json"))
          .contains("/consent?sessionId=***&gcrumb=***&lang=en");
    }

    @Test
    void doNotMatterInTheReplay() throws IOException {
      answers.add(text("one"));
      try (Recorder recorder = recorder()) {
        read(recorder.wire(network).send(get("/v1/a?api_key=secret-of-mine&symbol=SPY")));
      }

      try (Archive archive = Archive.open(out())) {
        Replay replay = Replay.of(archive, ReplaySettings.of(archive).repeatingLast());
        assertThat(read(replay.send(get("/v1/a?symbol=SPY&api_key=other")))).isEqualTo("one");
        assertThat(read(replay.send(get("/v1/a?symbol=SPY")))).isEqualTo("one");
      }
    }

    private Map<String, String> archived() throws IOException {
      Map<String, String> texts = new TreeMap<>();
      try (Stream<Path> files = Files.list(out())) {
        for (Path file : files.toList()) {
          texts.put(
              file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
      return texts;
    }
  }

  @Nested
  class Crash {

    @Test
    void leavesEveryWholeAnswerReadableAtEveryByte() throws IOException {
      Recorder recorder = recorder();
      for (int i = 1; i <= 3; i++) {
        answers.add(text("body " + i));
        read(recorder.wire(network).send(get("/a?n=" + i)));
      }
      byte[] lines = Files.readAllBytes(out().resolve("index.jsonl"));

      for (int end = 0; end <= lines.length; end++) {
        Path cut = Files.createDirectory(folder.resolve("cut" + end));
        for (String name :
            List.of("archive.json", "000001-a.txt", "000002-a.txt", "000003-a.txt")) {
          Files.copy(out().resolve(name), cut.resolve(name));
        }
        Files.write(cut.resolve("index.jsonl"), java.util.Arrays.copyOf(lines, end));
        int whole =
            (int)
                new String(lines, 0, end, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();

        try (Archive archive = Archive.open(cut)) {
          assertThat(archive.calls()).hasSize(whole);
          for (int i = 0; i < whole; i++) {
            assertThat(archive.body(archive.calls().get(i))).isEqualTo(bytes("body " + (i + 1)));
          }
        }
      }
      recorder.close();
    }

    @Test
    void isGoneOnFromBehindTheTornLine() throws IOException {
      answers.add(text("one"));
      answers.add(text("two"));
      Recorder first = recorder();
      read(first.wire(network).send(get("/a")));
      Path other = Files.createDirectory(folder.resolve("copy"));
      for (String name : List.of("archive.json", "000001-a.txt", "index.jsonl")) {
        Files.copy(out().resolve(name), other.resolve(name));
      }
      Files.writeString(
          other.resolve("index.jsonl"),
          Files.readString(other.resolve("index.jsonl")) + "{\"000002-torn.txt\":{\"meth");
      Files.writeString(other.resolve("000002-torn.txt"), "never named");

      try (Recorder second = Recorder.into(other, "example", clock)) {
        read(second.wire(network).send(get("/b")));
      }

      try (Archive archive = Archive.open(other)) {
        assertThat(archive.calls())
            .extracting(RecordedCall::name)
            .containsExactly("000001-a.txt", "000002-b.txt");
      }
      assertThat(other.resolve("index.jsonl")).doesNotExist();
      first.close();
    }
  }

  @Nested
  class Places {

    @Test
    void aZipFileHoldsTheSameAndItsBytesDependOnNothingElse() throws IOException {
      byte[] first = zip("one.zip");
      byte[] second = zip("two.zip");

      assertThat(first).isEqualTo(second);
      try (Archive archive = Archive.open(folder.resolve("one.zip"))) {
        assertThat(archive.calls()).hasSize(2);
        assertThat(archive.body(archive.calls().get(1))).isEqualTo(bytes("two"));
        assertThat(archive.questions())
            .containsExactly(
                new RecordedQuestion(
                    clock.instant(),
                    "SPY",
                    Optional.of(LocalDate.of(2025, 1, 17)),
                    Optional.empty()));
      }
      assertThat(folder.resolve("one.zip.recording")).doesNotExist();
    }

    private byte[] zip(String name) throws IOException {
      Path zip = folder.resolve(name);
      answers.add(text("one"));
      answers.add(text("two"));
      try (Recorder recorder = Recorder.into(zip, "example", clock)) {
        read(recorder.wire(network).send(get("/a")));
        recorder.note("SPY", Optional.of(LocalDate.of(2025, 1, 17)), Optional.empty());
        read(recorder.wire(network).send(get("/b")));
      }
      return Files.readAllBytes(zip);
    }

    @Test
    void thatHoldSomethingElseAreRefused() throws IOException {
      Path taken = Files.createDirectory(folder.resolve("taken"));
      Files.writeString(taken.resolve("mine.txt"), "mine");
      Path zip = Files.writeString(folder.resolve("taken.zip"), "mine");
      recorder().close();

      assertThatThrownBy(() -> Recorder.into(taken, "example", clock))
          .hasMessageContaining("must be empty or hold a recording");
      assertThatThrownBy(() -> Recorder.into(zip, "example", clock))
          .hasMessageContaining("exists already");
      assertThatThrownBy(() -> Recorder.into(out(), "other", clock))
          .hasMessageContaining("holds a recording of example and cannot take one of other");
    }

    @Test
    void areForOneRecorderAtATime() {
      try (Recorder recorder = recorder()) {
        assertThatThrownBy(this::second).hasMessageContaining("somebody else records into");
        assertThat(recorder.calls()).isZero();
      }
    }

    private void second() {
      recorder().close();
    }

    @Test
    void haveNamesThatEverySystemTakes() throws IOException {
      List<String> paths =
          List.of(
              "/con", "/a%3Ab%2F..%2F..%2Fetc", "/", "/x/..;/y", "/" + "é".repeat(9) + "?q=<>|");
      try (Recorder recorder = recorder()) {
        for (String path : paths) {
          answers.add(text("x"));
          read(recorder.wire(network).send(get(path)));
        }
      }

      try (Archive archive = Archive.open(out())) {
        assertThat(archive.calls())
            .hasSameSizeAs(paths)
            .allSatisfy(
                call -> assertThat(call.name()).matches("[0-9]{6}-[A-Za-z0-9._=-]{1,60}\\.txt"));
      }
    }
  }

  @Test
  void severalThreadsRecordEachAnswerOnce() throws Exception {
    int threads = 8;
    int each = 25;
    Wire echo = request -> text(request.uri().getQuery());
    List<String> expected = Collections.synchronizedList(new ArrayList<>());
    try (Recorder recorder = recorder()) {
      Wire wire = recorder.wire(echo);
      CountDownLatch start = new CountDownLatch(1);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<?>> done =
          IntStream.range(0, threads)
              .<Future<?>>mapToObj(
                  thread ->
                      pool.submit(
                          () -> {
                            start.await();
                            for (int i = 0; i < each; i++) {
                              String query = "t=" + thread + "&n=" + i;
                              expected.add(read(wire.send(get("/echo?" + query))));
                            }
                            return null;
                          }))
              .toList();
      start.countDown();
      for (Future<?> one : done) {
        one.get(60, TimeUnit.SECONDS);
      }
      pool.shutdown();
    }

    try (Archive archive = Archive.open(out())) {
      assertThat(archive.calls()).hasSize(threads * each);
      assertThat(archive.calls())
          .allSatisfy(
              call ->
                  assertThat(new String(archive.body(call), StandardCharsets.UTF_8))
                      .isEqualTo(URI.create(call.url()).getQuery()));
      assertThat(archive.calls().stream().map(call -> URI.create(call.url()).getQuery()).toList())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private Path out() {
    return folder.resolve("recording");
  }

  private Recorder recorder() {
    return Recorder.into(out(), "example", clock);
  }

  private HttpCaller caller(Wire wire) {
    return HttpCaller.builder(
            "example", HttpSettings.defaults().withRate(1000, Duration.ofSeconds(1)), clock)
        .sleeper(time -> {})
        .secretParameters(Set.of("apiKey", "password"))
        .secretHeader("Authorization", "Bearer " + Secrets.CANARY)
        .wire(network -> wire)
        .build();
  }

  private static WireRequest get(String path) {
    return new WireRequest(
        "GET",
        URI.create(HOME + path.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")),
        Map.of(),
        new byte[0]);
  }

  private static WireAnswer text(String body) {
    return answer(200, bytes(body), Map.of("Content-Type", "text/plain"));
  }

  private static WireAnswer answer(int status, byte[] body, Map<String, String> headers) {
    return new WireAnswer(status, headers, new ByteArrayInputStream(body));
  }

  private static WireAnswer broken(String start) {
    InputStream end =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }
        };
    return new WireAnswer(
        200,
        Map.of("Content-Type", "text/plain"),
        new SequenceInputStream(new ByteArrayInputStream(bytes(start)), end));
  }

  private static String read(WireAnswer answer) throws IOException {
    try (answer) {
      return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
