/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.market.Bar;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link BarSource} must do. A source is tested by a subclass that says how to make one
 * and which span it has.
 *
 * <p>The numbers of the rules are those of docs/concepts/compliance-kits.md.
 */
public abstract class BarSourceCompliance {

  /** For subclasses. */
  protected BarSourceCompliance() {}

  /**
   * Returns the source under test, made anew or not.
   *
   * @return source that answers as often as it is asked
   */
  protected abstract BarSource source();

  /**
   * Returns an asset that the source knows.
   *
   * @return contract or underlying
   */
  protected abstract Asset asset();

  /**
   * Returns the length of bars to ask for.
   *
   * @return length; {@code P1D} for daily bars
   */
  protected abstract Duration length();

  /**
   * Returns the start of a span with at least three bars.
   *
   * @return start, exclusive
   */
  protected abstract Instant from();

  /**
   * Returns the end of that span.
   *
   * @return end, inclusive
   */
  protected abstract Instant to();

  /**
   * Returns an asset that the source does not know.
   *
   * @return underlying {@code NOSUCH} unless overridden
   */
  protected Asset unknownAsset() {
    return new Underlying("NOSUCH");
  }

  /**
   * Returns whether the source can tell an unknown asset from one without data; some providers
   * answer both alike.
   *
   * @return true unless overridden; false leaves rule 2.7 out
   */
  protected boolean tellsUnknownAssets() {
    return true;
  }

  @Test
  final void rule2_1_barsAreInOrderAndDoNotOverlap() {
    List<Bar> bars = bars();

    assertThat(bars).as("the span has bars").hasSizeGreaterThanOrEqualTo(3);
    for (int i = 1; i < bars.size(); i++) {
      assertThat(bars.get(i).start()).isAfterOrEqualTo(bars.get(i - 1).end());
    }
  }

  @Test
  final void rule2_2_barsEndWithinTheSpanAskedFor() {
    List<Bar> bars = bars();
    Instant from = bars.get(0).end();
    Instant to = bars.get(bars.size() - 2).end();

    List<Bar> inner = source().bars(asset(), length(), from, to);

    assertThat(inner).isEqualTo(bars.subList(1, bars.size() - 1));
  }

  @Test
  final void rule2_3_barsAreOfTheAssetAskedFor() {
    assertThat(bars()).extracting(Bar::asset).containsOnly(asset());
  }

  @Test
  final void rule2_4_aSpanInTwoPartsGivesTheSameBars() {
    List<Bar> bars = bars();
    Instant middle = bars.get(bars.size() / 2).end();
    List<Bar> parts = new ArrayList<>(source().bars(asset(), length(), from(), middle));
    parts.addAll(source().bars(asset(), length(), middle, to()));

    assertThat(parts).isEqualTo(bars);
  }

  @Test
  final void rule2_5_noBarIsLongerThanItsLength() {
    for (Bar bar : bars()) {
      assertThat(Duration.between(bar.start(), bar.end())).isLessThanOrEqualTo(length());
    }
  }

  @Test
  final void rule2_6_aSpanWithoutTradesGivesNoBars() {
    assertThat(source().bars(asset(), length(), to(), to())).isEmpty();
  }

  @Test
  final void rule2_7_anUnknownAssetIsAnErrorThatNoRetryHelps() {
    assumeTrue(tellsUnknownAssets(), "the source cannot tell unknown assets");
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class, () -> source().bars(unknownAsset(), length(), from(), to()));

    assertThat(failure).as("an unknown asset is a ProviderException").isNotNull();
    assertThat(failure.reason()).isEqualTo(ProviderException.Reason.UNKNOWN_SYMBOL);
    assertThat(failure.retryable()).isFalse();
  }

  private List<Bar> bars() {
    return source().bars(asset(), length(), from(), to());
  }
}
