/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChainProvenanceTest {

  private static final Instant NOW = Instant.parse("2024-01-16T15:00:00Z");
  private static final Instant EARLIER = Instant.parse("2024-01-16T14:44:59.5Z");
  private static final Feed CBOE =
      new Feed("cboe", DelayClass.DELAYED, Duration.ofMinutes(15), Optional.of(NOW));
  private static final Feed YAHOO =
      new Feed("yahoo", DelayClass.DELAYED, Duration.ofMinutes(15), Optional.of(NOW));
  private static final double NONE = Double.NaN;

  private final OptionChain chain =
      OptionChain.builder("SPY", NOW, LocalDate.of(2024, 1, 16))
          .add(
              OptionContract.parse("SPY240119C00470000"),
              Quote.of(1, 1.1, NONE, 5, -1, NOW, NOW),
              -1,
              7)
          .add(
              OptionContract.parse("SPY240119P00470000"),
              Quote.of(NONE, NONE, 2, -1, -1, NOW, NOW),
              0,
              -1)
          .build();

  @Test
  void valuesOfAChainThatSaysNothingOfItsSourceAreUnstated() {
    Observation bid = chain.quote(0).observation(QuoteField.BID).orElseThrow();

    assertThat(bid).isEqualTo(new Observation(QuoteField.BID, 1, Feed.UNSTATED, Optional.empty()));
  }

  @Test
  void aMissingValueIsNoObservation() {
    OptionChain sourced = chain.withProvenance(ChainProvenance.of(CBOE));

    assertThat(present(sourced.quote(0)))
        .containsExactly(
            QuoteField.BID, QuoteField.ASK, QuoteField.BID_SIZE, QuoteField.OPEN_INTEREST);
    assertThat(present(sourced.quote(1))).containsExactly(QuoteField.LAST, QuoteField.VOLUME);
  }

  @Test
  void eachFieldHasItsOwnSourceAndTime() {
    OptionChain sourced =
        chain
            .withSourceColumns(columns(new double[] {0.2, NONE}))
            .withProvenance(
                ChainProvenance.builder(CBOE)
                    .feeds(QuoteField.BID, List.of(YAHOO, CBOE))
                    .times(Set.of(QuoteField.BID), new long[] {EpochNanos.of(EARLIER), -1})
                    .build());

    assertThat(sourced.quote(0).observation(QuoteField.BID))
        .contains(new Observation(QuoteField.BID, 1, YAHOO, Optional.of(EARLIER)));
    assertThat(sourced.quote(0).observation(QuoteField.IMPLIED_VOLATILITY))
        .contains(new Observation(QuoteField.IMPLIED_VOLATILITY, 0.2, CBOE, Optional.empty()));
    assertThat(sourced.quote(1).observation(QuoteField.IMPLIED_VOLATILITY)).isEmpty();
    assertThat(sourced.provenance().feeds()).containsExactly(CBOE, YAHOO);
    assertThat(sourced.quote(0).impliedVolatility()).as("our own").isEmpty();
  }

  @Test
  void whatIsAttachedLaterKeepsWhatWasThere() {
    ChainQuality quality =
        ChainQuality.of(
            0.5, new double[] {1, 0.2}, List.of(Set.of(), EnumSet.of(QuoteIssue.NO_QUOTE)));
    OptionChain all =
        chain
            .withProvenance(ChainProvenance.of(CBOE))
            .withQuality(quality)
            .withSourceColumns(columns(new double[] {0.2, 0.3}))
            .withColumns(columns(new double[] {0.21, 0.31}));

    assertThat(all.provenance().feeds()).containsExactly(CBOE);
    assertThat(all.quality()).contains(quality);
    assertThat(all.quote(1).impliedVolatility()).hasValue(0.31);
    assertThat(all.quote(1).observation(QuoteField.IMPLIED_VOLATILITY).orElseThrow().value())
        .isEqualTo(0.3);
  }

  @Test
  void rowsBelowAFloorOfQualityAreLeftOut() {
    ChainQuality quality =
        ChainQuality.of(
            0.6, new double[] {0.9, 0.2}, List.of(Set.of(), EnumSet.of(QuoteIssue.NO_QUOTE)));
    OptionChain judged = chain.withQuality(quality);

    assertThat(judged.all().qualityAtLeast(0.5).toList()).containsExactly(judged.quote(0));
    assertThat(judged.quote(1).issues()).containsExactly(QuoteIssue.NO_QUOTE);
    assertThat(judged.quote(1).quality()).hasValue(0.2);
    assertThat(quality.counts()).isEqualTo(Map.of(QuoteIssue.NO_QUOTE, 1));
    assertThat(chain.all().qualityAtLeast(0).isEmpty()).as("not judged").isTrue();
    assertThat(judged.qualityAtLeast(0.9).size()).isEqualTo(1);
    assertThat(judged.qualityAtLeast(0.9).quote(0).quality()).hasValue(0.9);
    assertThat(judged.qualityAtLeast(0).size()).isEqualTo(2);
    assertThat(chain.qualityAtLeast(0).size()).as("not judged").isZero();
  }

  @Test
  void rowsWithTheSameIssuesMayShareThem() {
    ChainQuality quality =
        ChainQuality.of(
            0.5,
            new double[] {1, 0.2, 0.2},
            new int[] {1, 0, 0},
            List.of(Set.of(QuoteIssue.CROSSED), Set.of()));

    assertThat(quality.issues(0)).isEmpty();
    assertThat(quality.issues(2)).containsExactly(QuoteIssue.CROSSED);
    assertThat(quality.counts()).isEqualTo(Map.of(QuoteIssue.CROSSED, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChainQuality.of(1, new double[1], new int[] {1}, List.of(Set.of())))
        .withMessageContaining("1 combinations: 1");
  }

  @Test
  void aPartOfAChainKeepsAllThatWasSaidOfItsRows() {
    OptionChain all =
        chain
            .withProvenance(
                ChainProvenance.builder(CBOE)
                    .feeds(QuoteField.LAST, List.of(CBOE, YAHOO))
                    .times(Set.of(QuoteField.LAST), new long[] {-1, EpochNanos.of(EARLIER)})
                    .build())
            .withQuality(
                ChainQuality.of(
                    0.6, new double[] {0.9, 0.2}, List.of(Set.of(), Set.of(QuoteIssue.NO_QUOTE))))
            .withSourceColumns(columns(new double[] {0.2, 0.3}));

    OptionQuote put = all.only(contract -> contract.type() == OptionType.PUT).quote(0);

    assertThat(put.contract()).isEqualTo(chain.contract(1));
    assertThat(put.observation(QuoteField.LAST))
        .contains(new Observation(QuoteField.LAST, 2, YAHOO, Optional.of(EARLIER)));
    assertThat(put.observation(QuoteField.IMPLIED_VOLATILITY).orElseThrow().value()).isEqualTo(0.3);
    assertThat(put.quality()).hasValue(0.2);
    assertThat(put.issues()).containsExactly(QuoteIssue.NO_QUOTE);
  }

  @Test
  void refusesWhatIsOfAnotherChain() {
    ChainProvenance three =
        ChainProvenance.builder(CBOE)
            .times(Set.of(QuoteField.LAST), new long[] {-1, -1, -1})
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> chain.withProvenance(three))
        .withMessageContaining("2 rows")
        .withMessageContaining("LAST");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> chain.withQuality(ChainQuality.of(1, new double[] {1}, List.of(Set.of()))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChainQuality.of(1, new double[] {1.01}, List.of(Set.of())))
        .withMessageContaining("1.01");
  }

  private static List<QuoteField> present(OptionQuote quote) {
    return Arrays.stream(QuoteField.values())
        .filter(field -> quote.observation(field).isPresent())
        .toList();
  }

  private static ChainColumns columns(double[] volatilities) {
    double[] none = {NONE, NONE};
    return new ChainColumns(volatilities, none, none, none, none, none);
  }
}
