/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.market.Observation;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReconcilerPropertiesTest {

  private static final List<Ranking> RANKINGS =
      List.of(Ranking.freshest(), Ranking.bestQuality(), Ranking.preferring("p2", "p0"));

  @Property(tries = 300)
  void theOrderOfProvidersChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    List<OptionChain> chains = chains(random);
    List<OptionChain> shuffled = new ArrayList<>(chains);
    Collections.shuffle(shuffled, random);

    for (Ranking ranking : RANKINGS) {
      Reconciler reconciler = Reconciler.choosing(ranking);
      assertThat(reconciler.reconcile(shuffled)).isEqualTo(reconciler.reconcile(chains));
      Reconciler mixing =
          reconciler.taking(FieldGroup.LAST, RANKINGS.get(random.nextInt(RANKINGS.size())));
      assertThat(rows(mixing.reconcile(shuffled).chosen()))
          .isEqualTo(rows(mixing.reconcile(chains).chosen()));
    }
  }

  @Property(tries = 300)
  void theOrderOfTheTwoSidesOnlySwapsThem(@ForAll long seed) {
    List<OptionChain> chains = chains(new Random(seed));
    OptionChain first = chains.get(0);
    OptionChain second = chains.get(1);

    ChainComparison there = ChainComparison.of(first, second, Tolerances.defaults());
    ChainComparison back = ChainComparison.of(second, first, Tolerances.defaults());

    assertThat(back.common()).isEqualTo(there.common());
    assertThat(back.onlyFirst()).isEqualTo(there.onlySecond());
    assertThat(back.apart()).isEqualTo(there.apart().map(Duration::negated));
    for (QuoteField field : QuoteField.values()) {
      FieldAgreement one = there.field(field);
      FieldAgreement other = back.field(field);
      assertThat(other.compared()).isEqualTo(one.compared());
      assertThat(other.agreeing()).isEqualTo(one.agreeing());
      assertThat(other.apart()).isEqualTo(one.apart());
      assertThat(other.onlyFirst()).isEqualTo(one.onlySecond());
      assertThat(other.median()).isEqualTo(one.median());
      assertThat(other.largest()).isEqualTo(one.largest());
      assertThat(one.examples()).hasSize(Math.min(5, one.compared() - one.agreeing()));
    }
  }

  @Property(tries = 300)
  void theChosenChainHasRowsOfOneProviderOnlyUnlessMixingWasAskedFor(@ForAll long seed) {
    List<OptionChain> chains = chains(new Random(seed));

    for (Ranking ranking : RANKINGS) {
      Reconciliation result = Reconciler.choosing(ranking).reconcile(chains);
      assertThat(chains).anySatisfy(chain -> assertThat(chain).isSameAs(result.chosen()));
      assertThat(result.sources()).containsExactly(result.source());
    }
  }

  @Property(tries = 300)
  void everyValueOfAMixedChainIsTheOneThatItsProviderGave(@ForAll long seed) {
    Random random = new Random(seed);
    List<OptionChain> chains = chains(random);
    Map<String, OptionChain> bySource = new TreeMap<>();
    chains.forEach(chain -> bySource.put(chain.provenance().feeds().get(0).source(), chain));
    Reconciler reconciler = Reconciler.choosing(RANKINGS.get(random.nextInt(3)));
    for (FieldGroup group : FieldGroup.values()) {
      if (random.nextBoolean()) {
        reconciler = reconciler.taking(group, RANKINGS.get(random.nextInt(3)));
      }
    }

    OptionChain merged = reconciler.reconcile(chains).chosen();

    for (OptionQuote quote : merged.all().toList()) {
      for (QuoteField field : QuoteField.values()) {
        Optional<Observation> value = quote.observation(field);
        if (value.isPresent()) {
          OptionChain giver = bySource.get(value.get().feed().source());
          assertThat(giver.findQuote(quote.contract()).orElseThrow().observation(field))
              .isEqualTo(value);
        }
      }
      Optional<String> bidder = source(quote, QuoteField.BID);
      Optional<String> asker = source(quote, QuoteField.ASK);
      assertThat(bidder.isEmpty() || asker.isEmpty() || bidder.equals(asker)).isTrue();
    }
  }

  private static Optional<String> source(OptionQuote quote, QuoteField field) {
    return quote.observation(field).map(value -> value.feed().source());
  }

  private static List<String> rows(OptionChain chain) {
    List<String> rows = new ArrayList<>();
    rows.add(chain.toString());
    for (OptionQuote quote : chain.all().toList()) {
      for (QuoteField field : QuoteField.values()) {
        rows.add(quote.contract() + " " + quote.observation(field));
      }
    }
    return rows;
  }

  /** Returns two to four chains with some contracts, some values, and close or distant times. */
  private static List<OptionChain> chains(Random random) {
    List<OptionChain> chains = new ArrayList<>();
    int providers = 2 + random.nextInt(3);
    for (int provider = 0; provider < providers; provider++) {
      GivenChain chain =
          random.nextBoolean()
              ? GivenChain.realTime("p" + provider)
              : GivenChain.delayed("p" + provider);
      chain = chain.receivedAt(GivenChain.NOON.plusSeconds(random.nextInt(3) * 40L));
      for (int strike = 90; strike < 100; strike++) {
        if (random.nextInt(4) > 0) {
          chain.call(strike, values(random));
        }
      }
      chains.add(chain.chain());
    }
    return chains;
  }

  private static Map<QuoteField, Double> values(Random random) {
    Map<QuoteField, Double> values = new TreeMap<>();
    for (QuoteField field : QuoteField.values()) {
      if (random.nextInt(3) > 0) {
        values.put(field, (double) random.nextInt(3));
      }
    }
    return values;
  }
}
