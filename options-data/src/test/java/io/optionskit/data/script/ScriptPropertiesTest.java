/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.order.OrderPrice;
import java.math.BigDecimal;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

class ScriptPropertiesTest {

  private static final String SCRIPT =
      """
      - at: 2021-01-04T15:00:00Z
        legs:
          - {contract: SPXW  210104C03700000, ratio: 1}
          - {contract: 'SPXW210104C03800000', ratio: -1}
        quantity: 2
        type: limit
        limit: 62.50
        tif: DAY
      - {at: 2021-01-04T20:45:00Z, close: all}
      """;

  @Property(tries = 3_000)
  void aChangedScriptIsReadOrRefusedAndNothingElse(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes, @ForAll boolean isJson) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(SCRIPT);
    String usual = "{}[]:,-'\" \n\t#&*!|>%@0123456789abcXYZ";
    for (int i = 0; i < changes; i++) {
      text.setCharAt(random.nextInt(text.length()), usual.charAt(random.nextInt(usual.length())));
    }
    try {
      assertThat(OrderScript.parse(isJson ? "s.json" : "s.yaml", text.toString()).entries())
          .isNotEmpty();
    } catch (InvalidFileException refusal) {
      assertThat(refusal.problems()).isNotEmpty();
    }
  }

  @Property
  void limitsAreExact(
      @ForAll @BigRange(min = "-99999999", max = "99999999") @Scale(9) BigDecimal limit) {
    for (String name : new String[] {"s.json", "s.yaml"}) {
      OrderScript script =
          OrderScript.parse(
              name,
              "[{\"at\": \"2021-01-04T15:00:00Z\", \"legs\": [{\"contract\": \"SPY\", \"ratio\": 1}],"
                  + " \"limit\": "
                  + limit.toPlainString()
                  + "}]");

      assertThat(((ScriptEntry.Trade) script.entries().get(0)).price())
          .isEqualTo(OrderPrice.limit(limit));
    }
  }

  @Property
  void symbolsAreReadWithAnyPadding(
      @ForAll @LongRange(min = 1, max = 99_999_999) long strike,
      @ForAll @IntRange(min = 1, max = 6) int rootLength,
      @ForAll @IntRange(max = 6) int blanks) {
    String root = "ABCDEF".substring(0, rootLength);
    String tail = String.format(java.util.Locale.ROOT, "210104P%08d", strike);
    OrderScript script =
        OrderScript.parse(
            "s.yaml",
            "- {at: 2021-01-04T15:00:00Z, close: " + root + " ".repeat(blanks) + tail + "}");

    assertThat(((ScriptEntry.Close) script.entries().get(0)).symbol())
        .contains(root + " ".repeat(6 - rootLength) + tail);
  }
}
