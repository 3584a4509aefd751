/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.catalog.ProviderCatalog;
import io.optionskit.data.catalog.ProviderEntry;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.SecretSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say which provider is asked, and where. Keys come from the environment. */
final class ProviderChoice {

  static final String SIMULATOR = "sim";

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Provider; --help of verify-setup tells how all are listed.")
  private Optional<String> provider = Optional.empty();

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Server that speaks as the provider does; default the provider itself.")
  private Optional<String> baseUrl = Optional.empty();

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
   * @param needed what it must be able to do
   */
  Optional<Chosen> read(Problems problems, String standard, Capability needed) {
    String name = provider.orElse(standard);
    Optional<ProviderEntry> entry = ProviderCatalog.standard().find(name);
    if (entry.filter(found -> found.capabilities().offers().contains(needed)).isEmpty()) {
      problems.add("--provider must be one of " + names(needed) + ": " + name);
      problems.read("--base-url", baseUrl, ProviderChoice::at);
      return Optional.empty();
    }
    return at(problems, entry.get(), baseUrl);
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

  private static String names(Capability needed) {
    List<ProviderEntry> able = ProviderCatalog.standard().offering(needed);
    String names = able.stream().map(ProviderEntry::name).collect(Collectors.joining(", "));
    return needed == Capability.CHAINS ? names + ", " + SIMULATOR : names;
  }
}
