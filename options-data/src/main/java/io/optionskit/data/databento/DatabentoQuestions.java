/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.data.recording.QuestionReader;
import io.optionskit.data.recording.RecordedCall;
import io.optionskit.spi.ProviderException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Tells from the headers of recorded records which request they answer: dataset, schema, and the
 * symbols with the parents of those that are options.
 */
public final class DatabentoQuestions implements QuestionReader {

  private static final String RANGE = "timeseries.get_range";

  /** Creates a reader. */
  public DatabentoQuestions() {}

  @Override
  public Map<String, List<String>> read(RecordedCall call, Supplier<byte[]> body) {
    if (!call.url().contains(RANGE) || call.status() != 200) {
      return Map.of();
    }
    try (DbnReader reader = DbnReader.open(new ByteArrayInputStream(body.get()))) {
      return reader.metadata().map(DatabentoQuestions::of).orElse(Map.of());
    } catch (ProviderException e) {
      return Map.of(); // no records, which whoever asks for them will say
    }
  }

  private static Map<String, List<String>> of(DbnMetadata metadata) {
    Map<String, List<String>> told = new TreeMap<>();
    told.put("dataset", List.of(metadata.dataset()));
    metadata.schema().ifPresent(schema -> told.put("schema", List.of(schema.text())));
    List<String> symbols = new ArrayList<>(metadata.symbols());
    metadata.symbols().stream()
        .map(OpraContracts::find)
        .flatMap(Optional::stream)
        .map(contract -> contract.root() + ".OPT")
        .distinct()
        .forEach(symbols::add);
    if (!symbols.isEmpty()) {
      told.put("symbols", symbols);
    }
    return told;
  }
}
