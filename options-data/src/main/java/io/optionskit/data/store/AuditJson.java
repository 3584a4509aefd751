/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.decision.Decision;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.util.List;

/**
 * JSON in the columns {@code payload}, {@code reasons} and {@code metadata}. Exact amounts are
 * strings.
 */
final class AuditJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AuditJson() {}

  static String reason(String reason) {
    return JSON.objectNode().put("reason", reason).toString();
  }

  static String list(String text) {
    return JSON.arrayNode().add(text).toString();
  }

  static String of(JournalRecord.RunStarted started) {
    return JSON.objectNode()
        .put("libraryVersion", started.libraryVersion())
        .put("configHash", started.configHash())
        .put("seed", started.seed())
        .put("startCash", text(started.startCash()))
        .toString();
  }

  static String of(JournalRecord.RunEnded ended) {
    return JSON.objectNode()
        .put("cash", text(ended.cash()))
        .put("equity", ended.equity())
        .toString();
  }

  static String of(Decision.Submit submit) {
    ObjectNode json = of(submit.order()).put("reason", submit.reason());
    submit.confidence().ifPresent(value -> json.put("confidence", value));
    return json.toString();
  }

  static String of(Decision.Close close) {
    return price(JSON.objectNode(), close.price()).put("reason", close.reason()).toString();
  }

  static String of(Decision.Replace replace) {
    return price(JSON.objectNode(), replace.price()).put("reason", replace.reason()).toString();
  }

  static String of(JournalRecord.Checked checked) {
    ObjectNode json = of(checked.order());
    ArrayNode rejections = json.putArray("rejections");
    checked
        .rejections()
        .forEach(
            rejection ->
                rejections
                    .addObject()
                    .put("code", rejection.code().name())
                    .put("message", rejection.message()));
    return json.toString();
  }

  static String of(BrokerEvent.OrderAccepted accepted) {
    return JSON.objectNode().put("brokerOrderId", accepted.brokerOrderId()).toString();
  }

  static String of(BrokerEvent.OrderReplaced replaced) {
    return price(JSON.objectNode(), replaced.price()).toString();
  }

  static String of(BrokerEvent.OrderFilled filled) {
    ObjectNode json = JSON.objectNode().put("quantity", filled.quantity());
    ArrayNode fills = json.putArray("fills");
    filled
        .fills()
        .forEach(
            fill -> {
              ObjectNode each =
                  fills
                      .addObject()
                      .put("fillId", fill.fillId())
                      .put("asset", fill.asset().symbol())
                      .put("quantity", fill.quantity())
                      .put("price", text(fill.price()))
                      .put("commission", text(fill.commission()));
              ArrayNode notes = each.putArray("notes");
              fill.notes().forEach(note -> notes.add(note.name()));
            });
    return json.toString();
  }

  static String of(BrokerEvent.OptionSettled settled) {
    ObjectNode json =
        JSON.objectNode()
            .put("kind", settled.kind().name())
            .put("quantity", settled.quantity())
            .put("settlementPrice", text(settled.settlementPrice()))
            .put("cash", text(settled.cash()))
            .put("note", settled.note());
    settled
        .delivery()
        .ifPresent(
            delivery ->
                json.putObject("delivery")
                    .put("asset", delivery.asset().symbol())
                    .put("quantity", delivery.quantity())
                    .put("price", text(delivery.price())));
    return json.toString();
  }

  static String of(BrokerEvent.CashPosted posted) {
    return JSON.objectNode()
        .put("amount", text(posted.amount()))
        .put("reason", posted.reason())
        .toString();
  }

  static String of(Trade trade, String runId) {
    ObjectNode json = JSON.objectNode().put("runId", runId).put("tradeId", trade.tradeId());
    legs(json, trade.legs());
    return json.toString();
  }

  private static ObjectNode of(Order order) {
    ObjectNode json = price(JSON.objectNode().put("quantity", order.quantity()), order.price());
    json.put("timeInForce", order.timeInForce().name());
    legs(json, order.legs());
    return json;
  }

  private static ObjectNode price(ObjectNode json, OrderPrice price) {
    return price instanceof OrderPrice.Limit limit
        ? json.put("type", "limit").put("limit", text(limit.net()))
        : json.put("type", "market");
  }

  private static void legs(ObjectNode json, List<Leg> legs) {
    ArrayNode array = json.putArray("legs");
    legs.forEach(
        leg -> array.addObject().put("asset", leg.asset().symbol()).put("ratio", leg.ratio()));
  }

  private static String text(BigDecimal amount) {
    return amount.toPlainString();
  }
}
