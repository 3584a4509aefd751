/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.OptionType;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.IntakeReport;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.reconcile.FieldGroup;
import io.optionskit.data.reconcile.GivenChain;
import io.optionskit.data.reconcile.Ranking;
import io.optionskit.data.reconcile.Reconciler;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFormatTest {

  /** Everything that can be asked of a chain, as text, with every bit of every number. */
  private static List<String> everything(OptionChain chain) {
    List<String> all = new ArrayList<>();
    all.add(chain.underlying() + chain.time() + chain.tradeDate() + chain.spot());
    all.add(chain.provenance().feeds().toString());
    for (int row = 0; row < chain.size(); row++) {
      int at = row;
      all.add(chain.contract(row) + " " + chain.contract(row).product());
      all.add(chain.quoteTimeNs(row) + " " + chain.volume(row) + " " + chain.openInterest(row));
      all.add(chain.bidSize(row) + " " + chain.askSize(row));
      for (double value : new double[] {chain.bid(row), chain.ask(row), chain.last(row)}) {
        all.add(Long.toHexString(Double.doubleToLongBits(value)));
      }
      for (QuoteField field : QuoteField.values()) {
        all.add(field + " " + chain.quote(row).observation(field));
        all.add(chain.provenance().feed(field, row) + " " + chain.provenance().time(field, row));
      }
      chain.columns().ifPresent(columns -> all.add(bits(columns, at)));
      chain.sourceColumns().ifPresent(columns -> all.add(bits(columns, at)));
      all.add(chain.quote(row).quality() + " " + chain.quote(row).issues());
    }
    all.add(chain.columns().isPresent() + " " + chain.sourceColumns().isPresent());
    all.add(chain.quality().map(quality -> quality.score() + " " + quality.counts()).orElse(""));
    return all;
  }

  private static String bits(ChainColumns columns, int row) {
    StringBuilder bits = new StringBuilder();
    List<ToDoubleFunction<ChainColumns>> each =
        List.of(
            c -> c.impliedVolatility()[row],
            c -> c.delta()[row],
            c -> c.gamma()[row],
            c -> c.vega()[row],
            c -> c.theta()[row],
            c -> c.rho()[row]);
    each.forEach(
        column ->
            bits.append(Long.toHexString(Double.doubleToLongBits(column.applyAsDouble(columns))))
                .append(' '));
    return bits.toString();
  }

  @Property(tries = 200)
  void chainsComeBackInEveryBit(@ForAll long seed) {
    OptionChain chain = chain(new Random(seed));

    byte[] json = ValueFormat.chains().write(chain);

    OptionChain back = ValueFormat.chains().read(json);
    assertThat(everything(back)).isEqualTo(everything(chain));
    assertThat(ValueFormat.chains().write(back)).isEqualTo(json);
  }

  @Property(tries = 50)
  void answersComeBackWithTheirReport(@ForAll long seed) {
    Random random = new Random(seed);
    OptionChain chain = chain(random);
    IntakeReport report =
        new IntakeReport(
            chain.size() + 3,
            chain.size(),
            Map.of(QuoteField.BID, 2),
            Map.of(Refusal.MALFORMED, 3),
            List.of("MALFORMED: a \"row\""),
            chain.size() == 0
                ? Map.of()
                : Map.of(chain.contract(0), EnumSet.of(QuoteIssue.LOCKED, QuoteIssue.STALE)),
            Map.of("new", 7),
            Set.of("gone"),
            Map.of("quote", "no data"),
            false);

    ChainAnswer back =
        ValueFormat.answers()
            .read(ValueFormat.answers().write(new ChainAnswer(chain, report, chain.expiries())));

    assertThat(back.report()).isEqualTo(report);
    assertThat(back.listed()).isEqualTo(chain.expiries());
    assertThat(everything(back.chain())).isEqualTo(everything(chain));
  }

  @Test
  void aChainMadeOfSeveralProvidersKeepsWhoGaveWhat() {
    OptionChain quotes = GivenChain.realTime("quotes").call(90, 1, 2).call(95, 1, 2).chain();
    OptionChain greeks =
        GivenChain.delayed("greeks").call(90, Map.of(QuoteField.DELTA, 0.1 + 0.2)).chain();
    OptionChain mixed =
        Reconciler.choosing(Ranking.preferring("quotes"))
            .taking(FieldGroup.VOLATILITY_AND_GREEKS, Ranking.preferring("greeks"))
            .reconcile(List.of(quotes, greeks))
            .chosen();

    OptionChain back = ValueFormat.chains().read(ValueFormat.chains().write(mixed));

    assertThat(everything(back)).isEqualTo(everything(mixed));
    assertThat(back.provenance().feed(QuoteField.DELTA, 0).source()).isEqualTo("greeks");
  }

  @Test
  void anotherProgramCanReadIt() throws IOException {
    OptionChain chain = GivenChain.realTime("a").call(90.5, Map.of(QuoteField.BID, 1.25)).chain();

    JsonNode json = new ObjectMapper().readTree(ValueFormat.chains().write(chain));

    assertThat(json.get("format").asText()).isEqualTo("chain-1");
    assertThat(json.get("contracts").get(0)).hasToString("[0,\"2026-03-20\",\"CALL\",\"90.500\"]");
    assertThat(json.get("bid")).hasToString("[1.25]");
    assertThat(json.get("ask")).hasToString("[null]");
    assertThat(json.get("openInterest")).hasToString("[-1]");
    assertThat(json.at("/provenance/feeds/0/source").asText()).isEqualTo("a");
  }

  @Test
  void datesComeBack() {
    List<LocalDate> dates = List.of(GivenChain.DAY, GivenChain.EXPIRY);

    assertThat(ValueFormat.dates().read(ValueFormat.dates().write(dates))).isEqualTo(dates);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "null",
        "{\"format\":\"chain-2\"}",
        "{\"format\":\"chain-1\"}",
        "{\"format\":\"chain-1\",\"tradeDate\":\"2026-03-16\",\"underlying\":\"X\"}",
        "{\"format\":\"dates-1\",\"dates\":[\"soon\"]}"
      })
  void whatIsSomethingElseIsRefused(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> ValueFormat.chains().read(bytes))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ValueFormat.answers().read(bytes))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ValueFormat.dates().read(bytes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void damagedBytesAreRefusedOrReadAsSomeChain(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] json = ValueFormat.chains().write(chain(new Random(7)));
    for (int i = 0; i < 3; i++) {
      json[random.nextInt(json.length)] = (byte) random.nextInt(128);
    }

    try {
      assertThat(ValueFormat.chains().read(json)).isNotNull();
    } catch (IllegalArgumentException expected) {
      assertThat(expected).isNotNull();
    }
  }

  private static OptionChain chain(Random random) {
    GivenChain given = random.nextBoolean() ? GivenChain.realTime("a") : GivenChain.delayed("b");
    given.spot(random.nextInt(4) == 0 ? Double.NaN : 100 * random.nextDouble() + 1e-9);
    int rows = random.nextInt(8);
    for (int row = 0; row < rows; row++) {
      IntakeRow values = new IntakeRow();
      for (QuoteField field : QuoteField.values()) {
        if (random.nextInt(3) > 0) {
          boolean count =
              switch (field) {
                case BID_SIZE, ASK_SIZE, VOLUME, OPEN_INTEREST -> true;
                default -> false;
              };
          values.set(field, count ? random.nextInt(1000) : random.nextDouble() / 3);
          if (random.nextBoolean()) {
            values.time(
                GivenChain.NOON.minusNanos(random.nextInt(Integer.MAX_VALUE)), Set.of(field));
          }
        }
      }
      given.row(
          GivenChain.EXPIRY.plusWeeks(random.nextInt(3)),
          random.nextBoolean() ? OptionType.CALL : OptionType.PUT,
          90 + row * 0.5,
          values);
    }
    OptionChain chain = given.chain();
    if (random.nextBoolean()) {
      chain = chain.withColumns(columns(random, chain.size()));
    }
    if (random.nextBoolean()) {
      double[] scores = random.doubles(chain.size()).toArray();
      chain =
          chain.withQuality(
              ChainQuality.of(
                  random.nextDouble(),
                  scores,
                  IntStream.range(0, scores.length)
                      .mapToObj(
                          row ->
                              row % 2 == 0
                                  ? Set.<QuoteIssue>of()
                                  : EnumSet.of(QuoteIssue.CROSSED, QuoteIssue.STALE))
                      .map(Set::copyOf)
                      .toList()));
    }
    return chain;
  }

  private static ChainColumns columns(Random random, int size) {
    return new ChainColumns(
        column(random, size),
        column(random, size),
        column(random, size),
        column(random, size),
        column(random, size),
        column(random, size));
  }

  private static double[] column(Random random, int size) {
    return IntStream.range(0, size)
        .mapToDouble(
            row ->
                switch (random.nextInt(8)) {
                  case 0 -> Double.NaN;
                  case 1 -> Double.POSITIVE_INFINITY;
                  case 2 -> -0.0;
                  case 3 -> Double.MIN_VALUE;
                  default -> random.nextGaussian();
                })
        .toArray();
  }
}
