/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProfileDocumentTest {

  @Test
  void listsExactlyTheKeysThatHaveAnEffect() throws IOException {
    String page = Files.readString(Path.of("../docs/how-to/profiles.md"));
    String table = page.substring(page.indexOf("| key | effect |"), page.indexOf("What a profile"));
    Set<String> listed = new TreeSet<>();
    Matcher word = Pattern.compile("`([a-z-]+(?:\\.[a-z-]+)+)`").matcher(table);
    while (word.find()) {
      listed.add(word.group(1));
    }

    assertThat(listed)
        .isEqualTo(
            ProfileKeys.all().keySet().stream()
                .filter(ProfileKeys::isEffective)
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
