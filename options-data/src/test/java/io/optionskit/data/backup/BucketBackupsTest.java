/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.backup;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.optionskit.data.servers.ObjectServer;
import io.optionskit.data.store.RecordKind;
import io.optionskit.data.store.StoreBackup;
import io.optionskit.data.store.StoreException;
import io.optionskit.data.store.StoreRecord;
import io.optionskit.data.store.TradeStore;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.ManualTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketBackupsTest {

  private static final Instant NOW = Instant.parse("2024-03-15T12:00:00Z");
  private static final SecretSource KEYS =
      SecretSource.of(
          Map.of(
              BucketBackups.ACCESS_KEY,
              ObjectServer.ACCESS_KEY,
              BucketBackups.SECRET_KEY,
              ObjectServer.SECRET_KEY));

  @TempDir private Path folder;

  /** Returns a name, or a plain one where the system cannot write it. */
  private static String fileName(String name, String plain) {
    try {
      return Path.of(name).toString();
    } catch (InvalidPathException e) {
      return plain;
    }
  }

  /** A real object store that refuses wrong signatures. */
  @Nested
  class InARealObjectStore {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areSentFetchedAndRestored(boolean isPathStyle) throws Exception {
      String log = fileName("größe $+& 1.log", "size $+& 1.log");
      Path file = Files.createDirectories(folder.resolve("journal")).resolve(log);
      byte[] bytes = new byte[12 << 20];
      new Random(1).nextBytes(bytes);
      Files.write(file, bytes);
      try (TradeStore store = store("one.db", 250);
          TradeStore empty = store("two.db", 0);
          BucketBackups backups = open(isPathStyle, KEYS, 5 << 20)) {
        StoreBackup.Report made =
            StoreBackup.create(
                store, folder.resolve("backups"), List.of(file.getParent()), NOW, sum -> {});

        int sent = backups.send(made.folder());
        String name = made.folder().getFileName().toString();
        Path fetched = backups.fetch(name, folder.resolve("fetched"));
        StoreBackup.restore(fetched, empty, Optional.of(folder.resolve("files")), sum -> {});

        assertThat(sent).isEqualTo(made.tables().size() + 2);
        assertThat(backups.names()).containsExactly(name);
        assertThat(empty.sums()).isEqualTo(store.sums()).contains(made.tables().get(1));
        assertThat(folder.resolve("files/journal").resolve(log)).hasBinaryContent(bytes);
        assertThatThrownBy(() -> backups.fetch(name, folder.resolve("fetched")))
            .hasMessageContaining("there already");
      }
    }

    @Test
    void areRemovedWhenTheyAreOldUnlessTheyAreTheNewest() {
      try (TradeStore store = store("old.db", 3);
          BucketBackups backups = open(true, KEYS, 5 << 20)) {
        for (int day : List.of(0, 50, 100)) {
          backups.send(
              StoreBackup.create(
                      store,
                      folder.resolve("old"),
                      List.of(),
                      NOW.plus(Duration.ofDays(day)),
                      sum -> {})
                  .folder());
        }

        assertThat(backups.removeOld(BucketBackups.KEPT, NOW.plus(Duration.ofDays(100))))
            .containsExactly("backup-20240315T120000Z");
        assertThat(backups.removeOld(BucketBackups.KEPT, NOW.plus(Duration.ofDays(900))))
            .containsExactly("backup-20240504T120000Z");
        assertThat(backups.names()).containsExactly("backup-20240623T120000Z");
      }
    }

    @Test
    void areRefusedWithAWrongKey() {
      SecretSource wrong =
          SecretSource.of(
              Map.of(
                  BucketBackups.ACCESS_KEY,
                  ObjectServer.ACCESS_KEY,
                  BucketBackups.SECRET_KEY,
                  "canary-wrong"));
      try (BucketBackups backups = open(true, wrong, 5 << 20)) {
        assertThatThrownBy(backups::names)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("HTTP 403 SignatureDoesNotMatch")
            .satisfies(e -> assertThat(textOf(e)).doesNotContain("canary-"));
      }
    }

    private BucketBackups open(boolean isPathStyle, SecretSource keys, long partBytes) {
      ObjectServer server = ObjectServer.start();
      String name = "kit-" + System.nanoTime();
      make(server, name);
      BucketAddress address =
          new BucketAddress(server.endpoint(), "us-east-1", name, "daily/db", isPathStyle);
      return new BucketBackups(bucket(address, keys), partBytes);
    }

    private void make(ObjectServer server, String name) {
      try (Bucket bucket =
          bucket(new BucketAddress(server.endpoint(), "us-east-1", name, "", true), KEYS)) {
        bucket.setSetting("", "");
      }
    }
  }

  /** Answers as the services' documentation shows them. */
  @Nested
  class FromAServiceThatIsPlayed {

    private static final String NO_RULES =
        "<?xml version=\"1.0\"?><Error><Code>NoSuchLifecycleConfiguration</Code><Message>The"
            + " lifecycle configuration does not exist</Message></Error>";
    private static final String RULE =
        "<Rule><ID>x</ID><Filter><Prefix>%s</Prefix></Filter><Status>Enabled</Status><Expiration>"
            + "<Days>%s</Days></Expiration></Rule>";

    private final WireMockServer server =
        new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private BucketBackups backups;

    @BeforeEach
    void start() {
      server.start();
      backups =
          new BucketBackups(
              bucket(
                  new BucketAddress(
                      URI.create("http://127.0.0.1:" + server.port()),
                      "eu-central-1",
                      "kit",
                      "daily",
                      true),
                  KEYS),
              5 << 20);
    }

    @AfterEach
    void stop() {
      backups.close();
      server.stop();
    }

    @Test
    void versionsAndALifecycleAreSetWhereThereAreNone() {
      answers("versioning", 200, "<VersioningConfiguration/>", versioning("Enabled"));
      answers("lifecycle", 404, NO_RULES, rules(RULE.formatted("daily/", 90)));

      backups.protect();

      server.verify(
          putRequestedFor(urlEqualTo("/kit?versioning="))
              .withRequestBody(matching(".*<Status>Enabled</Status>.*")));
      server.verify(
          putRequestedFor(urlEqualTo("/kit?lifecycle="))
              .withHeader("Content-MD5", matching("[A-Za-z0-9+/]{22}=="))
              .withRequestBody(
                  matching(
                      ".*<Prefix>daily/</Prefix>.*<Expiration><Days>90</Days>.*<NoncurrentDays>90<.*")));
    }

    @Test
    void rulesOfSomebodyElseAreLeftAsTheyAre() {
      server.stubFor(get(urlEqualTo("/kit?versioning=")).willReturn(ok(versioning("Enabled"))));
      server.stubFor(
          get(urlEqualTo("/kit?lifecycle="))
              .willReturn(ok(rules(RULE.formatted("daily/", 30) + RULE.formatted("other/", 90)))));

      assertThat(backups.isProtected()).isFalse();
      assertThatThrownBy(backups::protect)
          .hasMessageContaining("add to its lifecycle: <Rule><ID>optionskit-backups");
      server.verify(0, putRequestedFor(anyUrl()));
    }

    @Test
    void longListsArePagedThrough() {
      page("", "daily/backup-20240101T000000Z/manifest.json", "a+/=b");
      page("a+/=b", "daily/backup-20240102T000000Z/trades.jsonl.gz", "c");
      page("c", "daily/backup-20240103T000000Z/manifest.json", "");

      assertThat(backups.names())
          .containsExactly("backup-20240101T000000Z", "backup-20240103T000000Z");
    }

    @Test
    void aListWithoutEndIsGivenUp() {
      server.stubFor(
          any(anyUrl())
              .willReturn(
                  ok(
                      "<L><IsTruncated>true</IsTruncated>"
                          + "<NextContinuationToken>x</NextContinuationToken></L>")));

      assertThatThrownBy(backups::names).hasMessageContaining("again and again");
    }

    @Test
    void aServiceThatIsBusyIsAskedAgainAndARedirectIsNotFollowed() {
      server.stubFor(
          get(urlPathEqualTo("/kit"))
              .inScenario("busy")
              .whenScenarioStateIs(Scenario.STARTED)
              .willReturn(aResponse().withStatus(503))
              .willSetStateTo("free"));
      server.stubFor(
          get(urlPathEqualTo("/kit"))
              .inScenario("busy")
              .whenScenarioStateIs("free")
              .willReturn(ok("<ListBucketResult/>"))
              .willSetStateTo("moved"));
      server.stubFor(
          get(urlPathEqualTo("/kit"))
              .inScenario("busy")
              .whenScenarioStateIs("moved")
              .willReturn(
                  aResponse().withStatus(307).withHeader("Location", "http://elsewhere.example/")));

      assertThat(backups.names()).isEmpty();
      assertThatThrownBy(backups::names)
          .hasMessageContaining("HTTP 307")
          .hasMessageContaining("region eu-central-1");
    }

    @Test
    void aBackupThatWouldLeaveItsFolderIsRefused() {
      server.stubFor(
          any(anyUrl())
              .willReturn(
                  ok(
                      "<L><Contents><Key>daily/backup-20240101T000000Z/manifest.json</Key></Contents>"
                          + "<Contents><Key>daily/backup-20240101T000000Z/../../evil</Key></Contents></L>")));

      assertThatThrownBy(() -> backups.fetch("backup-20240101T000000Z", folder))
          .hasMessageContaining("outside");
      assertThat(folder.resolve("../evil")).doesNotExist();
    }

    private void answers(String setting, int before, String first, String then) {
      String url = "/kit?" + setting + "=";
      server.stubFor(
          get(urlEqualTo(url))
              .inScenario(setting)
              .whenScenarioStateIs(Scenario.STARTED)
              .willReturn(aResponse().withStatus(before).withBody(first)));
      server.stubFor(
          put(urlEqualTo(url)).inScenario(setting).willReturn(ok("")).willSetStateTo("set"));
      server.stubFor(
          get(urlEqualTo(url)).inScenario(setting).whenScenarioStateIs("set").willReturn(ok(then)));
    }

    private void page(String token, String key, String next) {
      server.stubFor(
          get(urlPathEqualTo("/kit"))
              .withQueryParam(
                  "continuation-token",
                  token.isEmpty()
                      ? com.github.tomakehurst.wiremock.client.WireMock.absent()
                      : com.github.tomakehurst.wiremock.client.WireMock.equalTo(token))
              .willReturn(
                  ok(
                      "<ListBucketResult><IsTruncated>"
                          + !next.isEmpty()
                          + "</IsTruncated><Contents><Key>"
                          + key
                          + "</Key><Size>1</Size></Contents>"
                          + (next.isEmpty()
                              ? ""
                              : "<NextContinuationToken>" + next + "</NextContinuationToken>")
                          + "</ListBucketResult>")));
    }
  }

  @Test
  void anAddressIsReadAndWritten() {
    for (String text :
        List.of(
            "s3://kit/daily/db?region=eu-central-1&endpoint=https://s3.eu-central-1.amazonaws.com&style=host",
            "s3://kit?region=us-east-1&endpoint=https://objects.example:9000&style=path")) {
      assertThat(BucketAddress.parse(text)).hasToString(text);
    }
    assertThat(BucketAddress.parse("s3://kit/daily/db?region=eu-central-1"))
        .isEqualTo(BucketAddress.amazon("eu-central-1", "kit", "daily/db"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://key:canary-x@kit/p",
        "https://kit/p",
        "s3://KIT",
        "s3://kit/../x",
        "s3://kit?colour=red",
        "s3://kit?style=odd",
        "s3://kit?endpoint=http://objects.example",
        "s3://kit?endpoint=https://objects.example/path",
        "s3://kit?region=EU"
      })
  void anAddressThatCannotBeRightIsRefused(String text) {
    assertThatThrownBy(() -> BucketAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(textOf(e)).doesNotContain("canary-"));
  }

  private static Bucket bucket(BucketAddress address, SecretSource keys) {
    Dns loopback = host -> List.of(InetAddress.getLoopbackAddress());
    return new Bucket(address, keys, InstantSource.system(), Duration.ZERO, loopback);
  }

  private TradeStore store(String name, int rows) {
    TradeStore store = TradeStore.open(folder.resolve(name), ManualTime.at(NOW.toString()));
    List<StoreRecord> records = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      records.add(
          StoreRecord.of(
              RecordKind.RISK_EVENTS,
              Map.of(
                  "id",
                  "r" + i,
                  "ts",
                  NOW.plusSeconds(i),
                  "mode",
                  "paper",
                  "kind",
                  "K",
                  "severity",
                  "high",
                  "action",
                  "halt")));
    }
    store.records().save(records);
    return store;
  }

  private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder ok(String body) {
    return aResponse().withStatus(200).withBody(body);
  }

  private static String versioning(String status) {
    return "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>";
  }

  private static String rules(String rules) {
    return "<LifecycleConfiguration>" + rules + "</LifecycleConfiguration>";
  }

  private static String textOf(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
