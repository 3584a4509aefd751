/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.reconcile.GivenChain;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteField;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FocusTest {

  private static final LocalDate NEAR = GivenChain.EXPIRY;
  private static final LocalDate FAR = NEAR.plusWeeks(1);

  private static OptionChain chain(double spot) {
    GivenChain chain = GivenChain.realTime("a").spot(spot);
    for (LocalDate expiry : List.of(NEAR, FAR)) {
      for (int strike = 50; strike <= 150; strike++) {
        for (OptionType type : OptionType.values()) {
          chain.row(expiry, type, strike, new IntakeRow().set(QuoteField.BID, 1));
        }
      }
    }
    return chain.chain();
  }

  private static List<Integer> strikes(OptionChain chain) {
    return IntStream.range(0, chain.size())
        .mapToObj(row -> chain.contract(row).strike().intValue())
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void keepsTwentyOneStrikesOfTheNearestExpiry() {
    OptionChain part = Focus.defaults().of(chain(100.4)).orElseThrow();

    assertThat(strikes(part)).isEqualTo(IntStream.rangeClosed(90, 110).boxed().toList());
    assertThat(part.size()).isEqualTo(42);
    assertThat(part.expiries()).containsExactly(NEAR);
    assertThat(part.provenance().feeds().get(0).source()).isEqualTo("a");
  }

  @Test
  void takesTheLowerOfTwoStrikesEquallyNear() {
    assertThat(strikes(Focus.defaults().of(chain(100.5)).orElseThrow()))
        .isEqualTo(IntStream.rangeClosed(90, 110).boxed().toList());
    assertThat(strikes(Focus.defaults().of(chain(100.51)).orElseThrow()))
        .isEqualTo(IntStream.rangeClosed(91, 111).boxed().toList());
  }

  @Test
  void keepsFewerWhereTheListEnds() {
    assertThat(strikes(Focus.defaults().of(chain(52)).orElseThrow()))
        .isEqualTo(IntStream.rangeClosed(50, 62).boxed().toList());
  }

  @Test
  void keepsMoreExpiriesOnRequestAndNoneThatIsOver() {
    assertThat(Focus.defaults().withExpirations(2).of(chain(100)).orElseThrow().size())
        .isEqualTo(84);
    assertThat(
            Focus.defaults()
                .withExpirations(2)
                .nearest(
                    List.of(FAR, NEAR, GivenChain.DAY.minusDays(1), GivenChain.DAY, NEAR),
                    GivenChain.DAY))
        .containsExactly(GivenChain.DAY, NEAR);
  }

  @Test
  void cutsByABandOnlyIfAsked() {
    assertThat(Focus.defaults().band()).isEmpty();
    assertThat(strikes(Focus.defaults().withBand(0.05).of(chain(100)).orElseThrow()))
        .isEqualTo(IntStream.rangeClosed(95, 105).boxed().toList());
  }

  @Test
  void countsTheStrikesOfEachRootByThemselves() {
    OptionChain.Builder builder =
        OptionChain.builder("SPX", GivenChain.NOON, GivenChain.DAY).spot(5000);
    for (String root : List.of("SPX", "SPXW")) {
      int step = root.equals("SPX") ? 25 : 5;
      for (int strike = 4000; strike <= 6000; strike += step) {
        builder.add(
            OptionContract.of(root, NEAR, OptionType.PUT, BigDecimal.valueOf(strike)),
            Quote.of(1, 2, GivenChain.NOON),
            -1,
            -1);
      }
    }

    OptionChain part = Focus.defaults().of(builder.build()).orElseThrow();

    assertThat(part.all().root("SPX").size()).isEqualTo(21);
    assertThat(part.all().root("SPXW").size()).isEqualTo(21);
    assertThat(part.all().root("SPX").first().orElseThrow().strike()).isEqualTo(4750);
    assertThat(part.all().root("SPXW").first().orElseThrow().strike()).isEqualTo(4950);
  }

  @Test
  void findsNothingWithoutThePriceOfTheUnderlying() {
    assertThat(Focus.defaults().of(chain(Double.NaN))).isEmpty();
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> Focus.defaults().withExpirations(0))
        .hasMessage("focus needs strikesEachSide >= 0 and expirations > 0: 10, 0");
    assertThatThrownBy(() -> new Focus(10, 1, OptionalDouble.of(0)))
        .hasMessage("band must be above 0: 0.0");
  }
}
