/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.contract.Asset;
import io.optionskit.decision.Decision;
import io.optionskit.order.Leg;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what a strategy decided. */
public final class DecisionsAssert extends AbstractAssert<DecisionsAssert, List<Decision>> {

  DecisionsAssert(List<Decision> decisions) {
    super(decisions, DecisionsAssert.class);
  }

  /**
   * Verifies that there is no decision at all.
   *
   * @return this
   */
  public DecisionsAssert doNothing() {
    isNotNull();
    if (!actual.isEmpty()) {
      throw failure("Expected no decision but found%n  %s", actual);
    }
    return this;
  }

  /**
   * Verifies that exactly one order is given.
   *
   * @return assertions about that order
   */
  public OrderAssert submitOneOrder() {
    isNotNull();
    List<Decision.Submit> submits =
        actual.stream()
            .filter(Decision.Submit.class::isInstance)
            .map(Decision.Submit.class::cast)
            .toList();
    if (submits.size() != 1) {
      throw failure("Expected one order but found %s in%n  %s", submits.size(), actual);
    }
    return new OrderAssert(submits.get(0).order());
  }

  /**
   * Verifies that exactly one order is given, of these legs and no others.
   *
   * @param legs legs in any order
   * @return assertions about that order
   */
  public OrderAssert submit(Leg... legs) {
    return submitOneOrder().hasLegs(legs);
  }

  /**
   * Verifies that a trade is to be closed.
   *
   * @param tradeId full id of the trade
   * @return this
   */
  public DecisionsAssert close(String tradeId) {
    return contain(
        "a close of trade " + tradeId,
        decision -> decision instanceof Decision.Close close && close.tradeId().equals(tradeId));
  }

  /**
   * Verifies that what the strategy holds of an asset is to be closed.
   *
   * @param asset contract or underlying
   * @return this
   */
  public DecisionsAssert flatten(Asset asset) {
    return contain(
        "a flatten of " + asset.symbol(),
        decision ->
            decision instanceof Decision.Flatten flatten
                && flatten.asset().filter(asset::equals).isPresent());
  }

  /**
   * Verifies that everything the strategy holds is to be closed.
   *
   * @return this
   */
  public DecisionsAssert flattenAll() {
    return contain(
        "a flatten of everything",
        decision -> decision instanceof Decision.Flatten flatten && flatten.asset().isEmpty());
  }

  /**
   * Verifies that an order is to be cancelled.
   *
   * @param orderId full id of the order
   * @return this
   */
  public DecisionsAssert cancel(String orderId) {
    return contain(
        "a cancel of order " + orderId,
        decision -> decision instanceof Decision.Cancel cancel && cancel.orderId().equals(orderId));
  }

  /**
   * Verifies that an order is to get another price.
   *
   * @param orderId full id of the order
   * @return this
   */
  public DecisionsAssert replace(String orderId) {
    return contain(
        "a replace of order " + orderId,
        decision ->
            decision instanceof Decision.Replace replace && replace.orderId().equals(orderId));
  }

  /**
   * Verifies that a reason is given for some decision.
   *
   * @param words part of the reason
   * @return this
   */
  public DecisionsAssert because(String words) {
    return contain("a reason with '" + words + "'", decision -> decision.reason().contains(words));
  }

  private DecisionsAssert contain(String what, Predicate<Decision> condition) {
    isNotNull();
    if (actual.stream().noneMatch(condition)) {
      throw failure("Expected %s but found%n  %s", what, actual);
    }
    return this;
  }
}
