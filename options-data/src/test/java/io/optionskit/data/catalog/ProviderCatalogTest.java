/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.provider.Capability;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderCatalogTest {

  private static final ProviderCatalog CATALOG = ProviderCatalog.standard();

  static Iterable<ProviderEntry> entries() {
    return CATALOG.entries();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void offersThePortsOfItsCapabilities(ProviderEntry entry) {
    Set<Capability> offers = entry.capabilities().offers();
    try (OpenProvider provider = entry.open(entry.access())) {
      assertThat(provider.chains().isPresent()).isEqualTo(offers.contains(Capability.CHAINS));
      assertThat(provider.bars().isPresent())
          .isEqualTo(offers.contains(Capability.BARS) || offers.contains(Capability.OPTION_BARS));
      assertThat(provider.series().isPresent()).isEqualTo(offers.contains(Capability.SERIES));
      assertThat(provider.events().isPresent())
          .isEqualTo(offers.contains(Capability.RELEASES)); // earnings are asked for by company
      assertThat(provider.usage().calls()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void isFoundByItsNameAndKeepsToItsRate(ProviderEntry entry) {
    assertThat(CATALOG.find(entry.name())).containsSame(entry);
    assertThat(entry.name()).matches("[a-z0-9-]+");
    assertThat(entry.access().http().calls()).isEqualTo(entry.capabilities().calls());
    assertThat(entry.access().http().period()).isEqualTo(entry.capabilities().period());
    assertThat(entry.capabilities().use()).isNotBlank();
  }

  @Test
  void isInAlphabeticalOrderAndChosenByCapability() {
    assertThat(CATALOG.entries())
        .extracting(ProviderEntry::name)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(CATALOG.offering(Capability.SERIES))
        .extracting(ProviderEntry::name)
        .containsExactly("cboe", "fred", "fred-graph");
    assertThat(CATALOG.find("oracle")).isEmpty();
  }
}
