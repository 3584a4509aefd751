/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.alphavantage.AlphaVantageMarket;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.yahoo.YahooMarket;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.Secret;
import io.optionskit.testkit.ChainSourceCompliance;
import io.optionskit.testkit.ManualTime;
import io.optionskit.testkit.SharedData;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * The kit of chain sources on the longest recorded chain of each provider that sends a chain in one
 * answer. Whatever is asked, the recorded body comes: what does not fit the question must not get
 * through.
 */
class RecordedChainsComplianceTest {

  private abstract static class OnRecorded extends ChainSourceCompliance {

    private final BodyKind kind;
    private final Function<ProviderAccess, ChainProvider> opener;
    private String ticker = "";
    private Optional<ChainSource> source = Optional.empty();

    OnRecorded(BodyKind kind, Function<ProviderAccess, ChainProvider> opener) {
      this.kind = kind;
      this.opener = opener;
    }

    @BeforeEach
    void open(@SharedData("fixtures") Path fixtures) {
      List<RecordedBody> bodies = RecordedBody.of(fixtures, kind);
      assertThat(bodies).isNotEmpty();
      RecordedBody longest = bodies.get(0);
      for (RecordedBody body : bodies) {
        longest = body.text().length() > longest.text().length() ? body : longest;
      }
      String text = longest.text();
      ticker = longest.url().replaceAll(".*[?&]symbol=([A-Z]+).*|.*/_?([A-Z]+)[^/]*", "$1$2");
      source =
          Optional.of(
              opener.apply(
                  ProviderAccess.at(URI.create("http://localhost:1"))
                      .withClock(ManualTime.at(RecordedBody.NOW))
                      .withSecrets(
                          name -> Optional.of(Secret.of("01234567890123456789012345678901")))
                      .withHttp(
                          HttpSettings.defaults()
                              .withRetries(0)
                              .withRate(1000, Duration.ofMillis(1)))
                      .withWire(
                          network ->
                              request ->
                                  RecordedBody.answer(
                                      200,
                                      request.uri().getPath().endsWith("/getcrumb")
                                          ? "abcDEF12345"
                                          : text))));
    }

    @Override
    protected ChainSource source() {
      return source.orElseThrow();
    }

    @Override
    protected String underlying() {
      return ticker;
    }

    @Override
    protected boolean tellsUnknownTickers() {
      return false; // the recorded body comes for every ticker
    }
  }

  @Nested
  class Cboe extends OnRecorded {
    Cboe() {
      super(BodyKind.CBOE_CHAIN, CboeMarket::of);
    }
  }

  @Nested
  class Yahoo extends OnRecorded {
    Yahoo() {
      super(BodyKind.YAHOO_CHAIN, YahooMarket::of);
    }
  }

  @Nested
  class Alpaca extends OnRecorded {
    Alpaca() {
      super(BodyKind.ALPACA_CHAIN, AlpacaMarket::of);
    }
  }

  @Nested
  class AlphaVantage extends OnRecorded {
    AlphaVantage() {
      super(BodyKind.ALPHAVANTAGE_CHAIN, AlphaVantageMarket::of);
    }
  }
}
