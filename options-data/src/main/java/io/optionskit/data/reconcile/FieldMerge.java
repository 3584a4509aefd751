/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.market.ChainColumns;
import io.optionskit.market.ChainProvenance;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.Observation;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One provider's chain, with some values of others. Not safe for use by several threads. */
final class FieldMerge {

  private final Map<String, OptionChain> chains;
  private final List<ChainStanding> standings;
  private final String baseSource;
  private final OptionChain base;
  private final Map<String, ChainJoin> joins = new TreeMap<>();
  private final Map<FieldGroup, OptionQuote[]> donors = new EnumMap<>(FieldGroup.class);
  private final Set<String> used = new TreeSet<>();

  FieldMerge(Map<String, OptionChain> chains, List<ChainStanding> standings, String baseSource) {
    this.chains = chains;
    this.standings = standings;
    this.baseSource = baseSource;
    base = chainOf(baseSource);
    used.add(baseSource);
  }

  void take(FieldGroup group, Ranking from) {
    List<String> order =
        standings.stream().sorted(from.order()).map(ChainStanding::source).toList();
    OptionQuote[] rows = new OptionQuote[base.size()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = base.quote(row);
      for (String source : order) {
        int partner = partner(source, row);
        if (partner >= 0 && gives(chainOf(source).quote(partner), group)) {
          rows[row] = chainOf(source).quote(partner);
          used.add(source);
          break;
        }
      }
    }
    donors.put(group, rows);
  }

  private int partner(String source, int row) {
    if (source.equals(baseSource)) {
      return row;
    }
    OptionChain chain = chainOf(source);
    return chain.tradeDate().equals(base.tradeDate())
        ? joins.computeIfAbsent(source, name -> ChainJoin.of(base, chain)).partner(row)
        : -1;
  }

  private static boolean gives(OptionQuote quote, FieldGroup group) {
    return group.fields().stream().anyMatch(field -> quote.observation(field).isPresent());
  }

  List<String> sources() {
    return List.copyOf(used);
  }

  OptionChain chain() {
    if (used.size() == 1) {
      return base;
    }
    Instant time =
        used.stream().map(source -> chainOf(source).time()).max(Instant::compareTo).orElseThrow();
    OptionChain.Builder builder = OptionChain.builder(base.underlying(), time, base.tradeDate());
    base.spot().ifPresent(builder::spot);
    for (int row = 0; row < base.size(); row++) {
      builder.add(
          base.contract(row),
          quote(row),
          donor(QuoteField.VOLUME, row).volume().orElse(-1),
          donor(QuoteField.OPEN_INTEREST, row).openInterest().orElse(-1));
    }
    OptionChain merged = builder.build().withProvenance(provenance());
    boolean givesSome =
        chains.values().stream().anyMatch(chain -> chain.sourceColumns().isPresent());
    return givesSome ? merged.withSourceColumns(sourceColumns()) : merged;
  }

  private Quote quote(int row) {
    OptionQuote donor = donor(QuoteField.BID, row);
    OptionQuote last = donor(QuoteField.LAST, row);
    Instant time = donor.quoteTime().orElse(EpochNanos.toInstant(-1));
    return Quote.of(
        donor.bid().orElse(Double.NaN),
        donor.ask().orElse(Double.NaN),
        last.last().orElse(Double.NaN),
        donor.bidSize().orElse(-1),
        donor.askSize().orElse(-1),
        time,
        time);
  }

  private ChainProvenance provenance() {
    ChainProvenance.Builder builder = ChainProvenance.builder(base.provenance().feeds().get(0));
    for (QuoteField field : QuoteField.values()) {
      List<Feed> feeds = new ArrayList<>();
      long[] timesNs = new long[base.size()];
      for (int row = 0; row < timesNs.length; row++) {
        Optional<Observation> value = donor(field, row).observation(field);
        feeds.add(value.map(Observation::feed).orElse(base.provenance().feed(field, row)));
        timesNs[row] = value.flatMap(Observation::time).map(EpochNanos::of).orElse(-1L);
      }
      builder.feeds(field, feeds);
      if (Arrays.stream(timesNs).anyMatch(time -> time >= 0)) {
        builder.times(Set.of(field), timesNs);
      }
    }
    return builder.build();
  }

  private ChainColumns sourceColumns() {
    return new ChainColumns(
        column(QuoteField.IMPLIED_VOLATILITY),
        column(QuoteField.DELTA),
        column(QuoteField.GAMMA),
        column(QuoteField.VEGA),
        column(QuoteField.THETA),
        column(QuoteField.RHO));
  }

  private double[] column(QuoteField field) {
    double[] column = new double[base.size()];
    for (int row = 0; row < column.length; row++) {
      column[row] = donor(field, row).observation(field).map(Observation::value).orElse(Double.NaN);
    }
    return column;
  }

  /** Returns the row of whoever gives a value of a contract. */
  private OptionQuote donor(QuoteField field, int row) {
    OptionQuote[] rows = donors.get(FieldGroup.of(field));
    return rows == null ? base.quote(row) : rows[row];
  }

  private OptionChain chainOf(String source) {
    OptionChain chain = chains.get(source);
    if (chain == null) {
      throw new IllegalStateException("no chain of " + source);
    }
    return chain;
  }
}
