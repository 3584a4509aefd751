/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.contract.OptionContract;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.IntakeReport;
import io.optionskit.data.intake.Refusal;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code {"format":"answer-1","chain":{…},"report":{…}}}. */
final class AnswerFormat implements ValueFormat<ChainAnswer> {

  private static final String FORMAT = "answer-1";

  @Override
  public byte[] write(ChainAnswer answer) {
    IntakeReport report = answer.report();
    ObjectNode root = Json.object().put("format", FORMAT);
    root.set("chain", ChainFormat.toJson(answer.chain()));
    ArrayNode listed = root.putArray("listed");
    answer.listed().forEach(date -> listed.add(date.toString()));
    ObjectNode node = root.putObject("report");
    node.put("rows", report.rows()).put("accepted", report.accepted());
    node.put("complete", report.complete());
    ObjectNode missing = node.putObject("missing");
    report.missing().forEach((field, count) -> missing.put(field.name(), count));
    ObjectNode refused = node.putObject("refused");
    report.refused().forEach((reason, count) -> refused.put(reason.name(), count));
    ArrayNode examples = node.putArray("examples");
    report.examples().forEach(examples::add);
    ObjectNode issues = node.putObject("issues");
    ContractJson.write(issues, report.issues().keySet());
    ArrayNode found = issues.putArray("found");
    for (Set<QuoteIssue> each : report.issues().values()) {
      ArrayNode names = found.addArray();
      each.stream().sorted().forEach(issue -> names.add(issue.name()));
    }
    ObjectNode unknown = node.putObject("unknownFields");
    report.unknownFields().forEach(unknown::put);
    ArrayNode vanished = node.putArray("vanishedFields");
    report.vanishedFields().forEach(vanished::add);
    ObjectNode parts = node.putObject("missingParts");
    report.missingParts().forEach(parts::put);
    return Json.bytes(root);
  }

  @Override
  public ChainAnswer read(byte[] json) {
    JsonNode root = Json.read(json, FORMAT);
    OptionChain chain = ChainFormat.fromJson(root.path("chain"));
    JsonNode node = root.path("report");
    Map<QuoteField, Integer> missing = new EnumMap<>(QuoteField.class);
    node.path("missing")
        .properties()
        .forEach(
            each -> missing.put(QuoteField.valueOf(each.getKey()), each.getValue().intValue()));
    Map<Refusal, Integer> refused = new EnumMap<>(Refusal.class);
    node.path("refused")
        .properties()
        .forEach(each -> refused.put(Refusal.valueOf(each.getKey()), each.getValue().intValue()));
    Map<String, Integer> unknown = new TreeMap<>();
    node.path("unknownFields")
        .properties()
        .forEach(each -> unknown.put(each.getKey(), each.getValue().intValue()));
    Map<String, String> parts = new TreeMap<>();
    node.path("missingParts")
        .properties()
        .forEach(each -> parts.put(each.getKey(), each.getValue().asText()));
    Map<OptionContract, Set<QuoteIssue>> issues = new TreeMap<>();
    List<OptionContract> contracts = ContractJson.read(node.path("issues"));
    for (int i = 0; i < contracts.size(); i++) {
      Set<QuoteIssue> found = EnumSet.noneOf(QuoteIssue.class);
      node.path("issues")
          .path("found")
          .path(i)
          .forEach(name -> found.add(QuoteIssue.valueOf(name.asText())));
      issues.put(contracts.get(i), Collections.unmodifiableSet(found));
    }
    return new ChainAnswer(
        chain,
        new IntakeReport(
            node.path("rows").intValue(),
            node.path("accepted").intValue(),
            Collections.unmodifiableMap(missing),
            Collections.unmodifiableMap(refused),
            texts(node.path("examples")),
            Collections.unmodifiableMap(issues),
            Collections.unmodifiableMap(unknown),
            Collections.unmodifiableSet(new TreeSet<>(texts(node.path("vanishedFields")))),
            Collections.unmodifiableMap(parts),
            node.path("complete").asBoolean(true)),
        listed(root.path("listed")));
  }

  private static List<LocalDate> listed(JsonNode dates) {
    try {
      return texts(dates).stream().map(LocalDate::parse).toList();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return List.copyOf(texts);
  }
}
