/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import java.io.PrintWriter;

/**
 * Where a running command says how far it is: standard error, never standard output.
 *
 * <p>Stages are lines and always printed. The state within a stage rewrites one line and is printed
 * on a terminal only. May be called from any thread.
 */
final class Console {

  private static final long REDRAW_NS = 100_000_000L;

  private final PrintWriter err;
  private final boolean live;
  private long lastDrawNs;
  private int drawn;

  Console(PrintWriter err, boolean live) {
    this.err = err;
    this.live = live;
  }

  /** Says that a stage begins or ended. */
  synchronized void stage(String line) {
    clear();
    err.println(line);
    err.flush();
  }

  /** Says how far the stage is. */
  synchronized void progress(String state) {
    long nowNs = System.nanoTime();
    if (!live || (drawn > 0 && nowNs - lastDrawNs < REDRAW_NS)) {
      return;
    }
    lastDrawNs = nowNs;
    err.print("\r" + state + " ".repeat(Math.max(0, drawn - state.length())));
    err.flush();
    drawn = Math.max(drawn, state.length());
  }

  /** Removes the state of the stage from the terminal. */
  synchronized void clear() {
    if (drawn > 0) {
      err.print("\r" + " ".repeat(drawn) + "\r");
      err.flush();
      drawn = 0;
    }
  }

  /** Returns whether a person is watching standard error, as far as Java can tell. */
  @SuppressWarnings("SystemConsoleNull") // handled below
  static boolean isTerminal() {
    return System.console() != null && !"dumb".equals(System.getenv("TERM")) && consoleIsTerminal();
  }

  /** Since Java 22 there is a console without a terminal; only then it can be asked. */
  private static boolean consoleIsTerminal() {
    try {
      return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
