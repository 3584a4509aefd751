/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where each value of a chain comes from, and which time it has of its own. Immutable; may be
 * shared between threads.
 */
public final class ChainProvenance {

  private final List<Feed> feeds;
  private final Map<QuoteField, byte[]> feedRows;
  private final Map<QuoteField, long[]> timesNs;

  private ChainProvenance(
      List<Feed> feeds, Map<QuoteField, byte[]> feedRows, Map<QuoteField, long[]> timesNs) {
    this.feeds = feeds;
    this.feedRows = feedRows;
    this.timesNs = timesNs;
  }

  /**
   * Returns the provenance of a chain whose values all come from one answer, without times of their
   * own.
   *
   * @param feed the answer
   * @return provenance for chains of any size
   */
  public static ChainProvenance of(Feed feed) {
    return builder(feed).build();
  }

  /**
   * Returns a builder.
   *
   * @param feed the answer from which all values come that nothing else is said of
   * @return builder without times
   */
  public static Builder builder(Feed feed) {
    return new Builder(feed);
  }

  /**
   * Returns the answers that the chain was made of.
   *
   * @return at least one; the first is the one of most values
   */
  public List<Feed> feeds() {
    return feeds;
  }

  /**
   * Returns who gave a value.
   *
   * @param field which value
   * @param row row of the chain
   * @return the answer it comes from, or would have come from if it is missing
   */
  public Feed feed(QuoteField field, int row) {
    byte[] rows = feedRows.get(field);
    return feeds.get(rows == null ? 0 : rows[row]);
  }

  /**
   * Returns the own time of a value.
   *
   * @param field which value
   * @param row row of the chain
   * @return its time, empty if the source does not tell
   */
  public Optional<Instant> time(QuoteField field, int row) {
    long[] times = timesNs.get(field);
    return times == null || times[row] < 0
        ? Optional.empty()
        : Optional.of(EpochNanos.toInstant(times[row]));
  }

  ChainProvenance only(int[] rows) {
    Map<QuoteField, byte[]> feedsKept = new EnumMap<>(QuoteField.class);
    feedRows.forEach(
        (field, column) -> {
          byte[] kept = new byte[rows.length];
          for (int i = 0; i < rows.length; i++) {
            kept[i] = column[rows[i]];
          }
          feedsKept.put(field, kept);
        });
    Map<QuoteField, long[]> timesKept = new EnumMap<>(QuoteField.class);
    timesNs.forEach(
        (field, column) ->
            timesKept.put(field, Arrays.stream(rows).mapToLong(row -> column[row]).toArray()));
    return new ChainProvenance(feeds, feedsKept, timesKept);
  }

  void check(int size) {
    feedRows.forEach((field, rows) -> check(field, rows.length, size));
    timesNs.forEach((field, times) -> check(field, times.length, size));
  }

  private static void check(QuoteField field, int length, int size) {
    if (length != size) {
      throw new IllegalArgumentException(
          "chain has " + size + " rows but the provenance of " + field + " has " + length);
    }
  }

  /** Collects what is known. Not safe for use by several threads. */
  public static final class Builder {

    private final List<Feed> feeds = new ArrayList<>();
    private final Map<QuoteField, byte[]> feedRows = new EnumMap<>(QuoteField.class);
    private final Map<QuoteField, long[]> timesNs = new EnumMap<>(QuoteField.class);

    private Builder(Feed feed) {
      feeds.add(feed);
    }

    /**
     * Notes a further answer that the chain was made of, whether or not a value in its rows comes
     * from it.
     *
     * @param feed the answer
     * @return this builder
     */
    public Builder alsoFrom(Feed feed) {
      if (!feeds.contains(feed)) {
        feeds.add(feed);
      }
      return this;
    }

    /**
     * Sets the own times of some values.
     *
     * @param fields which values
     * @param columnNs one time per row of the chain, nanoseconds since 1970-01-01T00:00Z, −1 for
     *     unknown; taken over, must not be written to again
     * @return this builder
     */
    public Builder times(Set<QuoteField> fields, long[] columnNs) {
      fields.forEach(field -> timesNs.put(field, columnNs));
      return this;
    }

    /**
     * Sets from which answer the values of one field come.
     *
     * @param field which value
     * @param column one answer per row of the chain
     * @return this builder
     * @throws IllegalArgumentException if more than 127 answers were made into one chain
     */
    public Builder feeds(QuoteField field, List<Feed> column) {
      byte[] rows = new byte[column.size()];
      for (int row = 0; row < rows.length; row++) {
        int index = feeds.indexOf(column.get(row));
        if (index < 0) {
          index = feeds.size();
          feeds.add(column.get(row));
        }
        if (index > Byte.MAX_VALUE) {
          throw new IllegalArgumentException("a chain can be made of at most 127 answers");
        }
        rows[row] = (byte) index;
      }
      feedRows.put(field, rows);
      return this;
    }

    /**
     * Returns the provenance.
     *
     * @return what was collected
     */
    public ChainProvenance build() {
      return new ChainProvenance(
          List.copyOf(feeds), new EnumMap<>(feedRows), new EnumMap<>(timesNs));
    }
  }
}
