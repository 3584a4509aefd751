/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.contract.OptionContract;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionChainTest {

  private static final Instant NOW = Instant.parse("2024-01-16T15:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2024, 1, 16);
  private static final List<Integer> STRIKES = List.of(460, 465, 470, 475, 480);

  private final OptionChain chain = chain();

  @Test
  void sellsThePutNearestTheTargetDelta() {
    assertThat(chain.puts().daysToExpiry(3, 7).nearestDelta(-0.25).orElseThrow().contract())
        .isEqualTo(OptionContract.parse("SPY240119P00465000"));
  }

  @Test
  void findsNothingByDeltaWithoutAnAnalysis() {
    OptionChain bare = OptionChain.builder("SPY", NOW, TODAY).build();

    assertThat(bare.puts().nearestDelta(-0.25)).isEmpty();
  }

  @Test
  void theAtTheMoneyStrikeIsTheLowerOfTwoEquallyNear() {
    OptionChain between =
        OptionChain.builder("SPY", NOW, TODAY)
            .spot(472.5)
            .add(OptionContract.parse("SPY240119C00470000"), Quote.of(1, 2, NOW), -1, -1)
            .add(OptionContract.parse("SPY240119C00475000"), Quote.of(1, 2, NOW), -1, -1)
            .build();

    assertThat(between.calls().atTheMoney().orElseThrow().strike()).isEqualTo(470);
  }

  @Test
  void countsListedStrikes() {
    OptionQuote from = chain.findQuote(OptionContract.parse("SPY240119P00470000")).orElseThrow();

    assertThat(chain.all().stepsFrom(from, -2).orElseThrow().strike()).isEqualTo(460);
    assertThat(chain.all().stepsFrom(from, 1).orElseThrow().contract())
        .isEqualTo(OptionContract.parse("SPY240119P00475000"));
    assertThat(chain.all().stepsFrom(from, -3)).isEmpty();
  }

  @Test
  void choosesExpiriesByCalendarDays() {
    assertThat(chain.expiries())
        .containsExactly(LocalDate.of(2024, 1, 16), LocalDate.of(2024, 1, 19));
    assertThat(chain.all().daysToExpiry(0, 0).size()).isEqualTo(10);
    assertThat(chain.all().daysToExpiry(1, 2).isEmpty()).isTrue();
    assertThat(chain.calls().nearestExpiry().first().orElseThrow().daysToExpiry()).isZero();
  }

  @Test
  void missingSidesStayMissing() {
    OptionChain oneSided =
        OptionChain.builder("SPY", NOW, TODAY)
            .add(
                OptionContract.parse("SPY240119C00470000"),
                Quote.of(Double.NaN, 0.05, Double.NaN, -1, 10, NOW, NOW),
                -1,
                -1)
            .build();
    OptionQuote quote = oneSided.quote(0);

    assertThat(quote.bid()).isEmpty();
    assertThat(quote.mid()).isEmpty();
    assertThat(quote.askSize()).hasValue(10);
    assertThat(quote.volume()).isEmpty();
    assertThat(quote.impliedVolatility()).isEmpty();
    assertThat(oneSided.all().twoSided().isEmpty()).isTrue();
  }

  @Test
  void refusesColumnsOfAnotherLength() {
    double[] one = {0.2};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> chain.withColumns(new ChainColumns(one, one, one, one, one, one)))
        .withMessageContaining("20 rows");
  }

  @Test
  void refusesContractsOfAnotherUnderlying() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                OptionChain.builder("SPY", NOW, TODAY)
                    .add(OptionContract.parse("QQQ240119C00400000"), Quote.of(1, 2, NOW), -1, -1));
  }

  /** Two expiries, five strikes; the delta of a put falls by 0.1 for every 5 dollars above 460. */
  private static OptionChain chain() {
    OptionChain.Builder builder = OptionChain.builder("SPY", NOW, TODAY).spot(470);
    for (String expiry : List.of("240116", "240119")) {
      for (int strike : STRIKES) {
        for (char type : new char[] {'C', 'P'}) {
          OptionContract contract =
              OptionContract.parse("SPY" + expiry + type + "00" + strike + "000");
          builder.add(contract, Quote.of(1, 1.1, NOW), 5, 7);
        }
      }
    }
    OptionChain quotes = builder.build();
    double[] deltas = new double[quotes.size()];
    for (int row = 0; row < deltas.length; row++) {
      double steps = (quotes.quote(row).strike() - 460) / 5;
      deltas[row] = -0.12 - 0.1 * steps + (quotes.contract(row).type().sign() > 0 ? 1 : 0);
    }
    return quotes.withColumns(new ChainColumns(deltas, deltas, deltas, deltas, deltas, deltas));
  }
}
