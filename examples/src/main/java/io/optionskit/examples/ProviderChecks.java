/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.catalog.ProviderEntry;
import io.optionskit.data.fred.RiskFreeRate;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.SecretSource;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Checks of data providers: whether their keys are there, and whether they answer. */
final class ProviderChecks {

  private static final int DAYS_OF_SERIES = 30;
  private static final int DAYS_OF_EVENTS = 7;

  private ProviderChecks() {}

  /** Says what a provider needs and which of its keys are set; asks nothing. */
  static SetupCheck keys(ProviderEntry entry, SecretSource secrets) {
    String missing =
        entry.capabilities().keys().stream()
            .filter(key -> secrets.find(key).isEmpty())
            .sorted()
            .collect(Collectors.joining(", "));
    String found =
        entry.capabilities().keys().isEmpty()
            ? "needs no key"
            : missing.isEmpty() ? "key is set" : "no key: set " + missing + " to use it";
    return SetupCheck.ok(name(entry), found + "; not asked");
  }

  /** Asks a provider for something small. */
  static SetupCheck reach(ProviderChoice.Chosen chosen, String symbol) {
    ProviderEntry entry = chosen.entry();
    try (OpenProvider open = chosen.open()) {
      return SetupCheck.ok(
          name(entry), answer(open, symbol) + " from " + chosen.access().baseUrl());
    } catch (ProviderException e) {
      return SetupCheck.failed(
          name(entry),
          e.reason().name().toLowerCase(Locale.ROOT) + ": " + e.getMessage(),
          advice(e.reason()));
    }
  }

  private static String answer(OpenProvider open, String symbol) {
    LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), MarketSource.NEW_YORK);
    if (open.chains().isPresent()) {
      List<LocalDate> expiries = open.chains().get().expirations(symbol);
      return expiries.size() + " expiries of " + symbol;
    }
    if (open.series().isPresent()) {
      int values =
          open.series()
              .get()
              .observations(RiskFreeRate.SERIES, today.minusDays(DAYS_OF_SERIES), today, today)
              .size();
      return values + " values of " + RiskFreeRate.SERIES;
    }
    Instant now = InstantSource.system().instant();
    int events =
        open.events().orElseThrow().events(today, today.plusDays(DAYS_OF_EVENTS), now).size();
    return events + " events of the next " + DAYS_OF_EVENTS + " days";
  }

  private static String advice(ProviderException.Reason reason) {
    return switch (reason) {
      case NOT_ENTITLED -> "set its key, or ask the provider what the account may see";
      case RATE_LIMITED -> "wait; the provider allows no more calls for now";
      case UNAVAILABLE -> "check the address and the network, and try again later";
      case UNKNOWN_SYMBOL -> "name a ticker that the provider knows with --symbol";
      default -> "check the address; if it is right, the provider has changed: report it";
    };
  }

  private static String name(ProviderEntry entry) {
    return "provider " + entry.name();
  }
}
