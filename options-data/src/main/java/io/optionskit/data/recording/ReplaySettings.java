/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.util.Set;

/**
 * How a replay finds the recorded answer to a request.
 *
 * @param matching how alike request and recorded call must be
 * @param ignoredParameters names of parameters that do not matter, such as those that depend on the
 *     time of the call
 * @param repeatsLast whether the last recorded answer to a request is given for ever; else asking
 *     once more than was recorded is an error
 * @param questions tells what bodies answer whose addresses do not; used by {@link
 *     Matching#CLOSEST} only
 */
public record ReplaySettings(
    Matching matching,
    Set<String> ignoredParameters,
    boolean repeatsLast,
    QuestionReader questions) {

  /** How alike a request and a recorded call must be. Hosts and secrets never matter. */
  public enum Matching {
    /** Same method, path, parameters in any order, and body. */
    EXACT,
    /**
     * Same path; among those the one with most parameters in common that does not name another
     * symbol, data set or format. For bodies that came from elsewhere, with addresses that are not
     * quite those of our requests.
     */
    CLOSEST
  }

  /** Copies the names. */
  public ReplaySettings {
    ignoredParameters = Set.copyOf(ignoredParameters);
  }

  /**
   * Returns the settings that suit an archive.
   *
   * @param archive the archive
   * @return exact matching for what a recorder wrote, the closest for other folders
   */
  public static ReplaySettings of(Archive archive) {
    return archive.isRecording()
        ? new ReplaySettings(Matching.EXACT, Set.of(), false, QuestionReader.none())
        : new ReplaySettings(Matching.CLOSEST, Set.of(), true, QuestionReader.none());
  }

  /**
   * Returns these settings with other parameters that do not matter.
   *
   * @param names names of parameters
   * @return changed copy
   */
  public ReplaySettings ignoring(Set<String> names) {
    return new ReplaySettings(matching, names, repeatsLast, questions);
  }

  /**
   * Returns these settings with the last answer to a request given for ever.
   *
   * @return changed copy
   */
  public ReplaySettings repeatingLast() {
    return new ReplaySettings(matching, ignoredParameters, true, questions);
  }

  /**
   * Returns these settings with another matching.
   *
   * @param newMatching how alike request and recorded call must be
   * @return changed copy
   */
  public ReplaySettings matching(Matching newMatching) {
    return new ReplaySettings(newMatching, ignoredParameters, repeatsLast, questions);
  }

  /**
   * Returns these settings with another way to tell what bodies answer.
   *
   * @param reader reads it out of bodies
   * @return changed copy
   */
  public ReplaySettings readingQuestions(QuestionReader reader) {
    return new ReplaySettings(matching, ignoredParameters, repeatsLast, reader);
  }
}
