/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

/** One command of the command line. Its options are checked as a whole before anything runs. */
interface SubCommand {

  /** Work that can be done, because everything it needs was given and makes sense. */
  interface Job {
    Outcome run(Console console);
  }

  /**
   * Turns the options into a job.
   *
   * @param problems collects what is wrong with them
   * @return the job; it is run only if there are no problems
   * @throws UsageException if something needed for the job itself is wrong
   */
  Job prepare(Problems problems);
}
