/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No body of a data provider lies there unread without a reason. */
class EveryKindOfBodyTest {

  private static final int READ = 272;
  private static final int ALL = 591;

  @Test
  void aBodyThatNobodyHasSeenBeforeIsOfNoKind() {
    RecordedBody known =
        new RecordedBody(
            Path.of("fixtures/thetadata/any.csv"),
            200,
            "GET",
            "http://127.0.0.1:25503/v3/option/snapshot/quote?symbol=XYZ");
    RecordedBody unknown =
        new RecordedBody(
            Path.of("fixtures/thetadata/any.csv"),
            200,
            "GET",
            "http://127.0.0.1:25503/v3/option/weather?symbol=XYZ");

    assertThat(BodyKind.of(known)).hasValue(BodyKind.THETADATA_CHAIN);
    assertThat(BodyKind.of(unknown)).isEmpty();
  }

  @Test
  void everyBodyIsOfAKindThatIsReadOrSaysWhyNot(@SharedData("fixtures") Path fixtures) {
    List<String> unknown = new ArrayList<>();
    Set<BodyKind> found = new TreeSet<>();
    int read = 0;
    int unread = 0;
    for (String folder : folders()) {
      for (RecordedBody body : RecordedBody.all(fixtures.resolve(folder))) {
        Optional<BodyKind> kind = BodyKind.of(body);
        kind.ifPresentOrElse(found::add, () -> unknown.add(folder + ": " + body));
        read += kind.filter(BodyKind::isRead).isPresent() ? 1 : 0;
        unread += kind.filter(BodyKind::isRead).isPresent() ? 0 : 1;
      }
    }

    assertThat(unknown).as("bodies that BodyKind does not know").isEmpty();
    assertThat(read).as("bodies that are walked").isGreaterThanOrEqualTo(READ);
    assertThat(read + unread).as("all bodies").isGreaterThanOrEqualTo(ALL);
    assertThat(found).as("kinds of which there is none").hasSizeGreaterThan(60);
  }

  @Test
  void everyFileIsInTheIndexOfItsFolder(@SharedData("fixtures") Path fixtures) throws IOException {
    for (String folder : folders()) {
      Path files = fixtures.resolve(folder);
      Set<String> indexed =
          RecordedBody.all(files).stream().map(RecordedBody::name).collect(Collectors.toSet());
      try (Stream<Path> listed = Files.list(files)) {
        assertThat(listed.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
            .as("bodies of " + folder + " that its index does not name")
            .filteredOn(name -> !name.matches("README[.]md|index[.]json|.*[.]expect[.]json"))
            .isSubsetOf(indexed);
      }
    }
  }

  private static Set<String> folders() {
    return Stream.of(BodyKind.values())
        .map(BodyKind::folder)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
