/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.catalog.ProviderCatalog;
import io.optionskit.data.catalog.ProviderEntry;
import io.optionskit.data.provider.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of providers says what the catalog says. */
class ProvidersPageTest {

  private static final Path HOW_TO = Path.of("..", "docs", "how-to");

  @Test
  void theTableIsTheCatalog() throws IOException {
    List<String> rows =
        Files.readAllLines(HOW_TO.resolve("providers.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.indexOf("| [page]")))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            ProviderCatalog.standard().entries().stream().map(ProvidersPageTest::row).toList());
  }

  @Test
  void everyProviderHasAGuide() throws IOException {
    String page = Files.readString(HOW_TO.resolve("providers.md"));

    for (ProviderEntry entry : ProviderCatalog.standard().entries()) {
      String guide = entry.name().replaceAll("-.*", "") + ".md";
      assertThat(page).contains("[page](" + guide + ")");
      assertThat(HOW_TO.resolve(guide)).isRegularFile();
    }
  }

  private static String row(ProviderEntry entry) {
    Capabilities terms = entry.capabilities();
    String offers =
        terms.offers().stream()
            .sorted()
            .map(offer -> words(offer))
            .collect(Collectors.joining(", "));
    String late = terms.delay().isZero() ? "" : ", " + terms.delay().toMinutes() + " min late";
    String keys =
        terms.keys().stream()
            .sorted()
            .map(key -> "`" + key + "`")
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %s%s | %s | %d a %s ",
        entry.name(),
        offers,
        words(terms.delayClass()),
        late,
        keys.isEmpty() ? "none" : keys,
        terms.calls(),
        terms.period().toMinutes() == 1 ? "minute" : terms.period().toString());
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
