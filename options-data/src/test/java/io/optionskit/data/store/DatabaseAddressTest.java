/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.spi.Secret;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.ManualTime;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @ParameterizedTest
  @CsvSource({
    "postgresql://me:canary%40x@db.example:5433/options_trading,"
        + " jdbc:postgresql://db.example:5433/options_trading",
    "jdbc:postgresql://db.example/options_trading?user=me&password=canary%40x,"
        + " jdbc:postgresql://db.example/options_trading",
    "postgres://me:canary%40x@[::1]:5433/t, jdbc:postgresql://[::1]:5433/t",
    "mysql://me:canary%40x@localhost/t, jdbc:mariadb://localhost/t",
    "jdbc:mariadb://me:canary%40x@localhost:3307/t, jdbc:mariadb://localhost:3307/t",
  })
  void knowsServersUserAndPasswordAndShowsNoPassword(String text, String jdbc) {
    DatabaseAddress address = DatabaseAddress.parse(text);

    assertThat(address.jdbc()).isEqualTo(jdbc);
    assertThat(address.user()).contains("me");
    assertThat(address.password().map(Secret::reveal)).contains("canary@x");
    assertThat(address + " " + StoreSettings.of(address)).doesNotContain("canary");
    assertThat(address.isFile()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"data/trading.db", "sqlite:data/trading.db", "jdbc:sqlite:data/trading.db"})
  void knowsFiles(String text) {
    DatabaseAddress address = DatabaseAddress.parse(text);

    assertThat(address.isFile()).isTrue();
    assertThat(address.file()).isEqualTo(Path.of("data/trading.db").toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "oracle://u:canary@host/db",
        "postgresql://u:canary@host",
        "postgresql://u:canary@host/a/b",
        "postgresql://u:can ary@host/db",
        "postgresql://u:canary%zz@host/db",
        "postgresql://u:canary@host/db?socketFactory=x",
        "jdbc:sqlite:file?canary=1",
        "mongodb:canary"
      })
  void refusesTheRestWithoutRepeatingAPassword(String text) {
    assertThatThrownBy(() -> DatabaseAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e + " " + e.getCause()).doesNotContain("canary"));
  }

  @Test
  void namesTheDriverThatIsMissing() throws SQLException {
    List<Driver> drivers = Collections.list(DriverManager.getDrivers());
    for (Driver driver : drivers) {
      DriverManager.deregisterDriver(driver);
    }
    try {
      assertThatThrownBy(
              () ->
                  TradeStore.open(
                      StoreSettings.of(DatabaseAddress.parse("mysql://me@127.0.0.1:1/t")),
                      SecretSource.none(),
                      ManualTime.at(Stores.NOON)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("org.mariadb.jdbc:mariadb-java-client");
    } finally {
      for (Driver driver : drivers) {
        DriverManager.registerDriver(driver);
      }
    }
  }
}
