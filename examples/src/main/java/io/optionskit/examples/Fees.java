/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.contract.OptionContract;
import io.optionskit.data.script.FeeFile;
import io.optionskit.examples.profile.Profile;
import io.optionskit.examples.profile.ProfileKeys;
import io.optionskit.ibkr.IbkrFees;
import io.optionskit.spi.FeeSchedule;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a run is charged.
 *
 * @param name what the user called it
 * @param identity text that is equal for equal schedules, for the hash of the configuration
 * @param schedule the commissions
 */
record Fees(String name, String identity, FeeSchedule schedule) {

  static Fees fixed() {
    return new Fees("ibkr-fixed", "ibkr-fixed", IbkrFees.fixed());
  }

  /** Reads the name of a schedule, or the file that holds one. */
  static Fees parse(String text) {
    return switch (text) {
      case "ibkr-fixed" -> fixed();
      case "ibkr-tiered" -> new Fees(text, text, IbkrFees.tiered());
      case "none" -> new Fees(text, text, FeeSchedule.none());
      default -> ofFile(text);
    };
  }

  private static Fees ofFile(String text) {
    Path file = Path.of(text);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "must be ibkr-fixed, ibkr-tiered, none or a file that exists: " + text);
    }
    return new Fees(text, "file " + FileHash.sha256(file), FeeFile.read(file));
  }

  /** The commission per contract of a profile, without a minimum; shares are free. */
  static Fees of(Profile profile) {
    BigDecimal perContract = profile.get(ProfileKeys.COMMISSION);
    String name = "$" + perContract.toPlainString() + " per contract";
    return new Fees(
        name,
        name,
        (order, quantity, legPrices, contractsThisMonth) ->
            order.legs().stream()
                .map(
                    leg ->
                        leg.asset() instanceof OptionContract
                            ? perContract.multiply(
                                BigDecimal.valueOf(Math.abs((long) quantity * leg.ratio())))
                            : BigDecimal.ZERO)
                .toList());
  }
}
