/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.simulator.SimulatedMarket;
import io.optionskit.data.yahoo.YahooMarket;
import io.optionskit.examples.ChainLook.Extra;
import io.optionskit.examples.report.Json;
import io.optionskit.greeks.chain.BlackScholesAnalytics;
import io.optionskit.market.Observation;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.ProviderException;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a provider once for an option chain. */
@Command(
    name = "chain",
    description = "Asks a provider once for an option chain and prints it in normalised columns.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  optionskit chain --symbol AAPL",
      "  optionskit chain --provider yahoo --base-url http://localhost:8080 --symbol SPY --format"
          + " json",
      "  optionskit chain --provider sim --symbol SPY --expiration 2025-01-17"
    })
final class ChainCommand implements SubCommand {

  private static final double RATE = 0.045;
  private static final long SIMULATED_SEED = 1;
  private static final LocalDate SIMULATED_DAY = LocalDate.of(2025, 1, 10);

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "yahoo (default) or sim, the market simulator.")
  private String provider = "yahoo";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Server that speaks as the provider does; default the provider itself.")
  private Optional<String> baseUrl = Optional.empty();

  @Option(names = "--symbol", required = true, paramLabel = "TICKER", description = "Underlying.")
  private Optional<String> symbol = Optional.empty();

  @Option(
      names = "--expiration",
      paramLabel = "DATE",
      description = "Expiry date; default the nearest.")
  private Optional<String> expiration = Optional.empty();

  @Option(names = "--format", paramLabel = "csv|json", description = "csv (default) or json.")
  private String format = "csv";

  @Override
  public Job prepare(Problems problems) {
    Optional<LocalDate> expiry = problems.read("--expiration", expiration, LocalDate::parse);
    ProviderAccess access =
        problems
            .read("--base-url", baseUrl, url -> ProviderAccess.at(URI.create(url)))
            .orElseGet(() -> ProviderAccess.at(YahooMarket.HOME));
    if (!List.of("csv", "json").contains(format)) {
      problems.add("--format must be csv or json: " + format);
    }
    if (!List.of("yahoo", "sim").contains(provider)) {
      problems.add("--provider must be yahoo or sim: " + provider);
    }
    problems.throwIfAny();
    String ticker = symbol.orElseThrow();
    return console -> {
      console.progress("asking " + provider + " for " + ticker);
      ChainLook look =
          provider.equals("sim") ? simulated(ticker, expiry) : yahoo(ticker, expiry, access);
      look.refused().forEach(console::stage);
      return Outcome.success(
          look.json(), format.equals("csv") ? look.csv().stripTrailing() : Json.text(look.json()));
    };
  }

  private static ChainLook yahoo(String ticker, Optional<LocalDate> wanted, ProviderAccess access) {
    try (YahooMarket market = YahooMarket.of(access)) {
      LocalDate expiry = wanted.orElseGet(() -> nearest(market.expirations(ticker), ticker));
      ChainAnswer answer = market.answer(ticker, expiry);
      List<Extra> extras =
          answer.chain().all().toList().stream()
              .map(
                  quote ->
                      new Extra(
                          quote.observation(QuoteField.LAST).flatMap(Observation::time),
                          quote
                              .observation(QuoteField.IMPLIED_VOLATILITY)
                              .map(iv -> OptionalDouble.of(iv.value()))
                              .orElse(OptionalDouble.empty()),
                          answer.report().issues().containsKey(quote.contract())))
              .toList();
      List<String> refused =
          answer.report().refused().entrySet().stream()
              .map(entry -> entry.getValue() + " rows refused: " + entry.getKey())
              .toList();
      return new ChainLook(
          "yahoo",
          "PT15M",
          "receipt",
          analysed(answer.chain()),
          expiry,
          market.expirations(ticker),
          extras,
          refused);
    }
  }

  private static LocalDate nearest(List<LocalDate> expiries, String ticker) {
    return expiries.stream()
        .findFirst()
        .orElseThrow(
            () ->
                new ProviderException(
                    ProviderException.Reason.UNKNOWN_SYMBOL, ticker + " has no listed options"));
  }

  /** The chain of the simulated market at noon of a fixed day. */
  private static ChainLook simulated(String ticker, Optional<LocalDate> wanted) {
    ChainSource chains =
        SimulatedMarket.builder(SIMULATED_SEED, SIMULATED_DAY, SIMULATED_DAY)
            .underlyings(ticker)
            .build()
            .chains(SIMULATED_DAY.atTime(LocalTime.NOON).atZone(MarketSource.NEW_YORK).toInstant());
    List<LocalDate> expiries = chains.expirations(ticker);
    LocalDate expiry = wanted.orElseGet(() -> nearest(expiries, ticker));
    OptionChain chain = analysed(chains.chain(ticker, expiry));
    return new ChainLook("sim", "PT0S", "quote", chain, expiry, expiries, List.of(), List.of());
  }

  private static OptionChain analysed(OptionChain chain) {
    return chain.withColumns(BlackScholesAnalytics.of(RATE).analyse(chain));
  }
}
