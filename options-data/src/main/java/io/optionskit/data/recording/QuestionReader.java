/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells out of a recorded body which question it answers, for folders of bodies whose addresses do
 * not say it. Called from one thread.
 */
@FunctionalInterface
public interface QuestionReader {

  /**
   * Reads what was asked for.
   *
   * @param call the recorded call
   * @param body its body; read only if wanted
   * @return values by name of parameter, any of which may be asked for; none if the body tells
   *     nothing
   */
  Map<String, List<String>> read(RecordedCall call, Supplier<byte[]> body);

  /**
   * Returns a reader to which bodies tell nothing.
   *
   * @return reader without answers
   */
  static QuestionReader none() {
    return (call, body) -> Map.of();
  }
}
