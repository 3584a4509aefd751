/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.spi.ProviderException.Reason;
import org.junit.jupiter.api.Test;

class ProviderExceptionTest {

  @Test
  void quotesNothingThatForgesALineOfALog() {
    ProviderException problem =
        new ProviderException(Reason.BAD_DATA, "answered 'x\r\nINFO all is well\u001b[2J'");

    assertThat(problem).hasMessage("answered 'x  INFO all is well [2J'");
  }

  @Test
  void keepsIndentedLinesSuchAsThoseOfAFile() {
    ProviderException problem =
        new ProviderException(Reason.BAD_DATA, "no usable row\n  a.csv:2: bad\n  a.csv:3: bad");

    assertThat(problem).hasMessage("no usable row\n  a.csv:2: bad\n  a.csv:3: bad");
  }
}
