/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SecretSource;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderAccessTest {

  private static final URI HOME = URI.create("https://data.example.com");

  @Test
  void pathsOfTheProviderGoBehindThatOfTheBaseUrl() {
    assertThat(at("http://localhost:8080/cboe/").resolve("/api/x.json?a=b%20c"))
        .hasToString("http://localhost:8080/cboe/api/x.json?a=b%20c");
    assertThat(at("http://localhost:8080").resolve("/api/x.json"))
        .hasToString("http://localhost:8080/api/x.json");
  }

  @Test
  void linksOfAnAnswerNeverLeaveTheServer() {
    ProviderAccess access = at("http://localhost:8080/p");

    assertThat(access.follow("https://evil.example.org/v3/x?cursor=1"))
        .hasToString("http://localhost:8080/p/v3/x?cursor=1");
    assertThat(access.follow("http://localhost:8080/p/v3/x")) // the server knows its own path
        .hasToString("http://localhost:8080/p/v3/x");
    assertThat(access.follow("//evil.example.org/x?a")).hasToString("http://localhost:8080/p/x?a");
    assertThatIllegalArgumentException().isThrownBy(() -> access.resolve("//evil.example.org/x"));
    assertThatIllegalArgumentException().isThrownBy(() -> access.follow("next"));
    assertThatIllegalArgumentException().isThrownBy(() -> access.follow("http://[bad"));
  }

  @Test
  void aMissingKeyIsAProblemAtHomeOnly() {
    assertThat(at("http://localhost:8080").key("KEY", HOME)).isEmpty();
    assertThat(at("https://data.example.com").withSecrets(secret()).key("KEY", HOME)).isPresent();
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> at("https://DATA.example.com:443/x").key("KEY", HOME))
        .withMessage("data.example.com needs a key: set the secret KEY")
        .matches(e -> e.reason() == Reason.NOT_ENTITLED);
  }

  private static SecretSource secret() {
    return SecretSource.of(Map.of("KEY", "canary"));
  }

  private static ProviderAccess at(String baseUrl) {
    return ProviderAccess.at(URI.create(baseUrl));
  }
}
