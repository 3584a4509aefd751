/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import io.optionskit.contract.Asset;
import java.time.Instant;

/** Writes tables of quotes row by row, with blanks as {@code NaN}. */
public final class Rows {

  public static final double NONE = Double.NaN;

  private final AssetTable assets;
  private final QuoteTable.Builder builder;

  public Rows() {
    this(new AssetTable());
  }

  public Rows(AssetTable assets) {
    this.assets = assets;
    builder = QuoteTable.builder(assets);
  }

  public Rows quote(String time, Asset asset, double bid, double ask) {
    return row(time, asset, bid, ask, NONE);
  }

  public Rows last(String time, Asset asset, double last) {
    return row(time, asset, NONE, NONE, last);
  }

  public Rows row(String time, Asset asset, double bid, double ask, double last) {
    long timeNs = EpochNanos.of(Instant.parse(time));
    builder.add(timeNs, assets.idOf(asset), bid, ask, last, -1, -1, -1, -1);
    return this;
  }

  public QuoteTable table() {
    return builder.build();
  }
}
