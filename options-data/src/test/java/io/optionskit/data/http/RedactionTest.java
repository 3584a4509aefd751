/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private final Redaction redaction = new Redaction(Set.of("crumb"));

  @Test
  void takesKeysOutOfBodiesHoweverTheyAreSpelt() {
    redaction.addKey("key+of/ours=");

    byte[] shown =
        redaction.of("é key+of/ours= key%2Bof%2Fours%3D key+of\\/ours= end".getBytes(UTF_8));

    assertThat(new String(shown, UTF_8)).isEqualTo("é *** *** *** end");
  }

  @Test
  void leavesBodiesAloneThatRepeatNoKey() {
    redaction.addKey("key+of/ours=");
    redaction.addKey("demo"); // a word of data too
    redaction.addSecret("crumbcrumb"); // learned from a body
    byte[] body = "the demo answers crumbcrumb".getBytes(UTF_8);

    assertThat(redaction.of(body)).isSameAs(body);
  }
}
