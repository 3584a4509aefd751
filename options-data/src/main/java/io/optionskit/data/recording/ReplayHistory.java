/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import io.optionskit.contract.Underlying;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.market.AssetTable;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.ProviderException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The chains of a recording as a history of the market: each question is asked of the provider
 * again, over a replay, and its rows become known when its last answer was received.
 *
 * <p>A row says what the provider said at that time, however old the quote was then. A question
 * that has no answer gives no rows and is told by {@link #problems()}.
 *
 * <p>Used by one thread.
 */
public final class ReplayHistory implements MarketHistory {

  private final Replay replay;
  private final ChainProvider provider;
  private final Runnable closing;
  private final Iterator<RecordedQuestion> questions;
  private final AssetTable assets = new AssetTable();
  private final List<String> problems = new ArrayList<>();
  private long latestNs = Long.MIN_VALUE;

  private ReplayHistory(Archive archive, Replay replay, ChainProvider provider, Runnable closing) {
    this.replay = replay;
    this.provider = provider;
    this.closing = closing;
    questions = archive.questions().iterator();
  }

  /**
   * Opens the history.
   *
   * @param archive a recording
   * @param replay a replay of it from the start
   * @param provider the provider that was recorded, opened with {@link Replay#access}
   * @param closing closes the provider, and the archive if nobody else does
   * @return the history before its first piece
   * @throws ArchiveException if the archive has no questions to ask
   */
  public static ReplayHistory open(
      Archive archive, Replay replay, ChainProvider provider, Runnable closing) {
    if (archive.questions().isEmpty()) {
      throw new ArchiveException(
          archive.path()
              + " does not say which chains were asked for; record it with the recorder");
    }
    return new ReplayHistory(archive, replay, provider, closing);
  }

  @Override
  public AssetTable assets() {
    return assets;
  }

  @Override
  public Optional<QuoteTable> next() {
    while (questions.hasNext()) {
      RecordedQuestion question = questions.next();
      replay.moveTo(question.askedAt());
      try {
        OptionChain chain =
            question
                .expiry()
                .map(date -> provider.chain(question.symbol(), date))
                .orElseGet(() -> provider.answer(question.symbol()).chain());
        return Optional.of(table(chain, replay.clock().instant()));
      } catch (ProviderException e) {
        problems.add(
            question.symbol()
                + " at "
                + question.askedAt()
                + ": "
                + e.reason()
                + ": "
                + e.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the questions without an answer so far.
   *
   * @return one line each
   */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    closing.run();
  }

  private QuoteTable table(OptionChain chain, Instant receivedAt) {
    long ns =
        Math.addExact(
            Math.multiplyExact(receivedAt.getEpochSecond(), 1_000_000_000L), receivedAt.getNano());
    latestNs = Math.max(latestNs, ns);
    QuoteTable.Builder rows = QuoteTable.builder(assets, chain.size() + 1);
    chain
        .spot()
        .ifPresent(
            price ->
                rows.addLast(latestNs, assets.idOf(new Underlying(chain.underlying())), price));
    for (int row = 0; row < chain.size(); row++) {
      if (saysSomething(chain, row)) {
        rows.add(
            latestNs,
            assets.idOf(chain.contract(row)),
            chain.bid(row),
            chain.ask(row),
            chain.last(row),
            chain.bidSize(row),
            chain.askSize(row),
            chain.volume(row),
            chain.openInterest(row));
      }
    }
    return rows.build();
  }

  private static boolean saysSomething(OptionChain chain, int row) {
    return !Double.isNaN(chain.bid(row))
        || !Double.isNaN(chain.ask(row))
        || !Double.isNaN(chain.last(row))
        || chain.volume(row) >= 0
        || chain.openInterest(row) >= 0;
  }
}
