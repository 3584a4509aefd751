/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.servers.DatabaseServer;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.ManualTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MySqlAccountTest {

  private static final SecretSource PASSWORD =
      SecretSource.of(Map.of(TradeStore.PASSWORD, "canary-sha2"));

  @Test
  void ofTheUsualKindGivesItsPasswordOverTlsOnly() {
    DatabaseServer server = DatabaseServer.mySql();
    server.execute("DROP USER IF EXISTS 'sha2'@'%'");
    server.execute("CREATE USER 'sha2'@'%' IDENTIFIED WITH caching_sha2_password BY 'canary-sha2'");
    server.execute("GRANT ALL ON *.* TO 'sha2'@'%'");
    String address = server.newDatabase() + "?user=sha2";

    assertThatThrownBy(() -> open(address)).isInstanceOf(StoreException.class);
    try (TradeStore store = open(address + "&sslMode=trust")) {
      assertThat(store.isEmpty()).isTrue();
    }
  }

  private static TradeStore open(String address) {
    return TradeStore.open(
        StoreSettings.of(DatabaseAddress.parse(address)), PASSWORD, ManualTime.at(Stores.NOON));
  }
}
