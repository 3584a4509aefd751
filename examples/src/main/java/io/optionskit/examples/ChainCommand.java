/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.fred.RiskFreeRate;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.quality.ChainJudge;
import io.optionskit.data.quality.JudgedChain;
import io.optionskit.data.route.Failover;
import io.optionskit.data.route.Routed;
import io.optionskit.data.simulator.SimulatedMarket;
import io.optionskit.examples.report.Json;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.ProviderException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a provider once for an option chain. */
@Command(
    name = "chain",
    description = "Asks a provider once for an option chain and prints it in normalised columns.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit chain --symbol AAPL",
      "  optionskit chain --provider cboe --symbol RUT --expiration 2026-12-18",
      "  optionskit chain --provider yahoo --base-url http://localhost:8080 --symbol SPY --format"
          + " json",
      "  optionskit chain --provider yahoo,cboe --symbol SPY --expiration 2026-12-18",
      "  optionskit chain --provider sim --symbol SPY --expiration 2025-01-17"
    })
final class ChainCommand implements SubCommand {

  private static final ChainJudge JUDGE = ChainJudge.of(RiskFreeRate.STAND_IN);
  private static final long SIMULATED_SEED = 1;
  private static final LocalDate SIMULATED_DAY = LocalDate.of(2025, 1, 10);

  @Mixin private ProviderChoice provider = new ProviderChoice();

  @Option(names = "--symbol", required = true, paramLabel = "TICKER", description = "Underlying.")
  private Optional<String> symbol = Optional.empty();

  @Option(
      names = "--expiration",
      paramLabel = "DATE",
      description =
          "Expiry date; default all that the provider gives at once: all dates, or the nearest.")
  private Optional<String> expiration = Optional.empty();

  @Option(names = "--format", paramLabel = "csv|json", description = "csv (default) or json.")
  private String format = "csv";

  @Override
  public Job prepare(Problems problems) {
    Optional<LocalDate> expiry = problems.read("--expiration", expiration, LocalDate::parse);
    List<ProviderChoice.Chosen> chosen =
        provider.isSimulator() ? List.of() : provider.readAll(problems, "yahoo", Capability.CHAINS);
    Options.checkFormat(problems, format);
    problems.throwIfAny();
    String ticker = symbol.orElseThrow();
    return console -> {
      ChainLook look;
      if (chosen.isEmpty()) {
        look = simulated(ticker, expiry);
      } else {
        console.progress("asking " + chosen.get(0).entry().title() + " for " + ticker);
        look = look(chosen, ticker, expiry);
      }
      look.notes().forEach(console::stage);
      look.problem().ifPresent(problem -> console.stage("error: " + problem));
      return new Outcome(
          look.problem().isPresent() ? 1 : 0,
          look.json(),
          format.equals("csv") ? look.csv().stripTrailing() : Json.text(look.json()));
    };
  }

  private static ChainLook look(
      List<ProviderChoice.Chosen> chosen, String ticker, Optional<LocalDate> expiry) {
    Map<String, OpenProvider> opened = new LinkedHashMap<>();
    try {
      Failover.Builder<ChainProvider> order = Failover.builder(InstantSource.system());
      for (ProviderChoice.Chosen each : chosen) {
        OpenProvider open = each.open();
        opened.put(each.entry().name(), open);
        order.then(each.entry().name(), open.chains().orElseThrow());
      }
      Routed<ChainAnswer> routed = order.build().ask(chains -> ask(chains, ticker, expiry));
      ChainAnswer answer = routed.value();
      Map<String, ObjectNode> usage = new LinkedHashMap<>();
      opened.forEach((name, open) -> usage.put(name, UsageJson.of(open)));
      return new ChainLook(
          routed.provider(),
          JUDGE.examine(answer),
          expiry,
          answer.listed(),
          Optional.of(answer.report()),
          routed.attempts(),
          usage);
    } finally {
      opened.values().forEach(OpenProvider::close);
    }
  }

  private static ChainAnswer ask(ChainProvider chains, String ticker, Optional<LocalDate> expiry) {
    ChainAnswer answer =
        expiry.map(date -> chains.answer(ticker, date)).orElseGet(() -> chains.answer(ticker));
    if (answer.chain().size() == 0 && expiry.isEmpty() && answer.report().rows() == 0) {
      throw new ProviderException(
          ProviderException.Reason.UNKNOWN_SYMBOL, ticker + " has no listed options");
    }
    return answer;
  }

  /** The chain of the simulated market at noon of a fixed day. */
  private static ChainLook simulated(String ticker, Optional<LocalDate> wanted) {
    ChainSource chains =
        SimulatedMarket.builder(SIMULATED_SEED, SIMULATED_DAY, SIMULATED_DAY)
            .underlyings(ticker)
            .build()
            .chains(SIMULATED_DAY.atTime(LocalTime.NOON).atZone(MarketSource.NEW_YORK).toInstant());
    List<LocalDate> expiries = chains.expirations(ticker);
    LocalDate expiry = wanted.orElseGet(() -> expiries.get(0));
    JudgedChain chain = JUDGE.examine(chains.chain(ticker, expiry));
    return new ChainLook(
        ProviderChoice.SIMULATOR,
        chain,
        Optional.of(expiry),
        expiries,
        Optional.empty(),
        List.of(),
        Map.of());
  }
}
