/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.contract.Deliverable;
import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Settlement;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Contracts as {@code [product, expiry, type, strike]}, where the product is a place in a list of
 * products written once.
 */
final class ContractJson {

  private ContractJson() {}

  static void write(ObjectNode root, Iterable<OptionContract> contracts) {
    List<OptionProduct> products = new ArrayList<>();
    ArrayNode rows = root.putArray("contracts");
    for (OptionContract contract : contracts) {
      int product = products.indexOf(contract.product());
      if (product < 0) {
        product = products.size();
        products.add(contract.product());
      }
      rows.addArray()
          .add(product)
          .add(contract.expiry().toString())
          .add(contract.type().name())
          .add(contract.strike().toPlainString());
    }
    ArrayNode list = root.putArray("products");
    for (OptionProduct product : products) {
      list.addObject()
          .put("root", product.root())
          .put("underlying", product.underlying())
          .put("exerciseStyle", product.exerciseStyle().name())
          .put("settlement", product.settlement().name())
          .put("multiplier", product.multiplier())
          .put("shares", product.deliverable().shares())
          .put("cash", product.deliverable().cash().toString());
    }
  }

  static List<OptionContract> read(JsonNode root) {
    List<OptionProduct> products = new ArrayList<>();
    for (JsonNode node : root.path("products")) {
      products.add(
          new OptionProduct(
              node.path("root").asText(),
              node.path("underlying").asText(),
              ExerciseStyle.valueOf(node.path("exerciseStyle").asText()),
              Settlement.valueOf(node.path("settlement").asText()),
              node.path("multiplier").intValue(),
              new Deliverable(
                  node.path("shares").intValue(), new BigDecimal(node.path("cash").asText()))));
    }
    List<OptionContract> contracts = new ArrayList<>();
    for (JsonNode node : root.path("contracts")) {
      int product = node.path(0).intValue();
      if (product < 0 || product >= products.size()) {
        throw new IllegalArgumentException("contract names product " + product + ", not listed");
      }
      contracts.add(
          new OptionContract(
              products.get(product),
              LocalDate.parse(node.path(1).asText()),
              OptionType.valueOf(node.path(2).asText()),
              new BigDecimal(node.path(3).asText())));
    }
    return contracts;
  }
}
