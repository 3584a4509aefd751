/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls the Terminal, page by page, and understands its statuses. */
final class ThetaCalls implements AutoCloseable {

  private static final int NO_DATA = 472;
  private static final int DISCONNECTED = 474;
  private static final int LARGE_REQUEST = 570;
  private static final int MOST_PAGES = 10_000;
  private static final int LONGEST_EXCERPT = 120;

  /**
   * Rows and when the last of them arrived.
   *
   * @param rows rows of all pages
   * @param receivedAt receive time of the last page
   */
  record Rows(List<ThetaRow> rows, Instant receivedAt) {}

  private final ProviderAccess access;
  private final HttpCaller caller;

  ThetaCalls(ProviderAccess access) {
    this.access = access;
    caller = access.caller("thetadata").failures(ThetaCalls::mayPass).build();
  }

  /** Gets all pages; no data are no rows. */
  Rows get(String pathAndQuery) {
    List<ThetaRow> rows = new ArrayList<>();
    Set<URI> visited = new HashSet<>();
    URI next = access.resolve(pathAndQuery);
    while (visited.add(next) && visited.size() <= MOST_PAGES) {
      HttpAnswer answer = caller.get(next);
      if (answer.status() == NO_DATA) {
        return new Rows(rows, answer.receivedAt());
      }
      if (answer.status() != 200) {
        throw refused(answer);
      }
      ThetaTable page = ThetaTable.read(answer);
      rows.addAll(page.rows());
      Optional<URI> link = page.nextPage().map(this::own);
      if (link.isEmpty()) {
        return new Rows(rows, answer.receivedAt());
      }
      next = link.get();
    }
    throw new ProviderException(
        Reason.BAD_DATA, "thetadata's pages do not end: " + visited.size() + " were read");
  }

  HttpUsage usage() {
    return caller.usage();
  }

  @Override
  public void close() {
    caller.close();
  }

  /** Returns path and query of a link on the Terminal that was asked, whatever host it names. */
  private URI own(String link) {
    try {
      return access.follow(link);
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          Reason.BAD_DATA, "thetadata's next page must be an address: '" + excerpt(link) + "'", e);
    }
  }

  private static boolean mayPass(int status) {
    return status == 408
        || status == 429
        || status == DISCONNECTED
        || (status >= 500 && status != LARGE_REQUEST);
  }

  private static ProviderException refused(HttpAnswer answer) {
    String text = excerpt(answer.text());
    return switch (answer.status()) {
      case 404 -> problem(Reason.UNSUPPORTED, answer, "NO_IMPL", text);
      case 470 -> problem(Reason.UNAVAILABLE, answer, "GENERAL", text);
      case 471 -> problem(Reason.NOT_ENTITLED, answer, "PERMISSION", text);
      case 473 -> problem(Reason.BAD_REQUEST, answer, "INVALID_PARAMS", text);
      case 475 -> problem(Reason.BAD_DATA, answer, "TERMINAL_PARSE", text);
      case 476 ->
          problem(Reason.BAD_REQUEST, answer, "WRONG_IP, use 127.0.0.1 or localhost only", text);
      case 477 -> problem(Reason.BAD_DATA, answer, "NO_PAGE_FOUND", text);
      case 478 -> problem(Reason.UNAVAILABLE, answer, "INVALID_SESSION_ID", text);
      case LARGE_REQUEST -> problem(Reason.TOO_EXPENSIVE, answer, "LARGE_REQUEST", text);
      default -> problem(Reason.BAD_REQUEST, answer, "unknown status", text);
    };
  }

  private static ProviderException problem(
      Reason reason, HttpAnswer answer, String name, String text) {
    return new ProviderException(
        reason, "thetadata answered " + answer.status() + " (" + name + "): '" + text + "'");
  }

  private static String excerpt(String text) {
    String shown = text.strip().replaceAll("\\s+", " ");
    return shown.length() > LONGEST_EXCERPT ? shown.substring(0, LONGEST_EXCERPT) + "…" : shown;
  }
}
