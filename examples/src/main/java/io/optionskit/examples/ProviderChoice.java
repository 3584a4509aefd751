/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.catalog.ProviderCatalog;
import io.optionskit.data.catalog.ProviderEntry;
import io.optionskit.data.http.BudgetLimits;
import io.optionskit.data.http.MoneyBudget;
import io.optionskit.data.http.ProviderBudget;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.SecretSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say which provider is asked, and where. Keys come from the environment. */
final class ProviderChoice {

  static final String SIMULATOR = "sim";

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description =
          "Provider, default yahoo or for rates fred-graph; verify-setup lists all. For chain also"
              + " several with commas between: the next is asked where one fails.")
  private Optional<String> provider = Optional.empty();

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "Server that speaks as the provider does; default the provider itself. For several"
              + " providers as many addresses, with commas between.")
  private Optional<String> baseUrl = Optional.empty();

  @Option(
      names = "--max-cost",
      paramLabel = "DOLLARS",
      description = "Most that may be spent at a provider that is paid by use; default 0.")
  private Optional<String> maxCost = Optional.empty();

  /** A provider and how it is reached. */
  record Chosen(ProviderEntry entry, ProviderAccess access) {

    OpenProvider open() {
      return entry.open(access);
    }
  }

  boolean isSimulator() {
    return provider.filter(SIMULATOR::equals).isPresent();
  }

  /**
   * Reads the options.
   *
   * @param standard name of the provider if none is given
   * @param needed what it must be able to do, at least one of it
   */
  Optional<Chosen> read(Problems problems, String standard, Capability... needed) {
    String name = provider.orElse(standard);
    Optional<ProviderEntry> entry = ProviderCatalog.standard().find(name);
    if (entry.filter(found -> offersAny(found, needed)).isEmpty()) {
      problems.add("--provider must be one of " + names(needed) + ": " + name);
      problems.read("--base-url", baseUrl, ProviderChoice::at);
      return Optional.empty();
    }
    Optional<ProviderBudget> budget =
        problems.read(
            "--max-cost",
            maxCost,
            text ->
                ProviderBudget.of(BudgetLimits.none(), MoneyBudget.ofUsd(Options.dollars(text))));
    return at(problems, entry.get(), baseUrl)
        .map(
            chosen ->
                new Chosen(
                    chosen.entry(),
                    budget.map(chosen.access()::withBudget).orElse(chosen.access())));
  }

  /**
   * Reads the options where several providers may be named.
   *
   * @param standard name of the provider if none is given
   * @param needed what each must be able to do
   * @return providers in the order in which they are to be asked; none if there is a problem
   */
  List<Chosen> readAll(Problems problems, String standard, Capability needed) {
    List<String> names = List.of(provider.orElse(standard).split(",", -1));
    List<String> addresses = baseUrl.map(urls -> List.of(urls.split(",", -1))).orElse(List.of());
    if (!addresses.isEmpty() && addresses.size() != names.size()) {
      problems.add(
          "--base-url must have one address per provider: %d for %d"
              .formatted(addresses.size(), names.size()));
      return List.of();
    }
    if (Set.copyOf(names).size() != names.size()) {
      problems.add("--provider must name each provider once: " + String.join(",", names));
      return List.of();
    }
    List<Chosen> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ProviderChoice one = new ProviderChoice();
      one.provider = Optional.of(names.get(i));
      one.baseUrl = addresses.isEmpty() ? Optional.empty() : Optional.of(addresses.get(i));
      one.maxCost = maxCost;
      one.read(problems, standard, needed).ifPresent(all::add);
    }
    return all;
  }

  /** Returns one provider at an address, or at its own if none is given. */
  static Optional<Chosen> at(Problems problems, ProviderEntry entry, Optional<String> baseUrl) {
    Optional<ProviderAccess> access =
        baseUrl.isEmpty()
            ? Optional.of(entry.access())
            : problems.read("--base-url", baseUrl, url -> entry.accessAt(URI.create(url)));
    return access.map(
        found -> new Chosen(entry, found.withSecrets(SecretSource.of(System.getenv()))));
  }

  private static ProviderAccess at(String url) {
    return ProviderAccess.at(URI.create(url));
  }

  private static boolean offersAny(ProviderEntry entry, Capability... needed) {
    return List.of(needed).stream().anyMatch(entry.capabilities().offers()::contains);
  }

  private static String names(Capability... needed) {
    return ProviderCatalog.standard().entries().stream()
        .filter(entry -> offersAny(entry, needed))
        .map(ProviderEntry::name)
        .collect(Collectors.joining(", "));
  }
}
