/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import io.optionskit.contract.Asset;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.data.stream.ValueEvent;
import io.optionskit.market.DelayClass;
import java.util.Optional;

/**
 * The state of one asset of any kind.
 *
 * @param asset the asset
 * @param delayClass how the values stand to the market of now
 * @param quote last quote, empty if the plan has none or the asset is an index
 * @param trade last trade, empty likewise
 * @param level level of an index, empty for everything else
 */
public record PolygonSnapshot(
    Asset asset,
    DelayClass delayClass,
    Optional<QuoteEvent> quote,
    Optional<TradeEvent> trade,
    Optional<ValueEvent> level) {}
