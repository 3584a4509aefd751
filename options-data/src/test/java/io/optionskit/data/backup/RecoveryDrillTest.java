/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.servers.DatabaseServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RecoveryDrillTest {

  @Test
  void bringsBackWhatWasThereBeforeTheMistake() {
    String told =
        DatabaseServer.runPostgresScript(Path.of("..", "docs", "how-to", "recovery-drill.sh"));

    assertThat(told)
        .contains("there are 1500 rows", "now there are 101 rows", "recovered 1500 rows")
        .contains("counts and checksums agree");
  }
}
