/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.contract.OptionContract;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.http.WireRequest;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ChainSource;
import io.optionskit.testkit.ChainSourceCompliance;
import io.optionskit.testkit.ManualTime;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class DatabentoChainsComplianceTest extends ChainSourceCompliance {

  private static final String CALL = "XYZ   250221C00250000";
  private static final String PUT = "XYZ   250221P00250000";
  private static final String LATER = "XYZ   250228C00250000";

  private final DatabentoMarket market =
      DatabentoMarket.of(
          ProviderAccess.at(java.net.URI.create("http://localhost:1"))
              .withClock(ManualTime.at("2025-02-20T14:32:00Z"))
              .withWire(network -> DatabentoChainsComplianceTest::answer));

  @AfterEach
  void close() {
    market.close();
  }

  @Override
  protected ChainSource source() {
    return market;
  }

  @Override
  protected String underlying() {
    return "XYZ";
  }

  private static WireAnswer answer(WireRequest request) {
    String form = new String(request.body(), StandardCharsets.UTF_8);
    if (request.uri().getPath().endsWith("get_cost")) {
      return answer(200, "0".getBytes(StandardCharsets.US_ASCII));
    }
    if (form.contains("NOSUCH")) {
      String said =
          "{\"detail\":{\"case\":\"symbology_invalid_symbol\","
              + "\"message\":\"None of the symbols could be resolved\"}}";
      return answer(422, said.getBytes(StandardCharsets.US_ASCII));
    }
    DbnWriter file = DbnWriter.bytes().raw(DbnWriter.metadata(3, 0xFFFF, false));
    if (form.contains("schema=definition")) {
      file.raw(define(1, CALL)).raw(define(2, PUT)).raw(define(3, LATER));
    } else if (form.contains("schema=cbbo-1m")) {
      file.raw(quote(1, 340_000_000, 360_000_000)).raw(quote(2, DbnWriter.NONE, 5_000_000_000L));
    }
    return answer(200, file.zstd());
  }

  private static WireAnswer answer(int status, byte[] body) {
    return new WireAnswer(status, Map.of(), new ByteArrayInputStream(body));
  }

  private static byte[] define(long id, String symbol) {
    String expiry = OptionContract.parse(symbol).expiry() + "T00:00:00Z";
    return DbnWriter.record(
        0x13,
        30,
        id,
        DbnWriter.TIME,
        DbnWriter.definition(
            3,
            symbol,
            symbol.charAt(12),
            250_000_000_000L,
            Instant.parse(expiry).getEpochSecond() * 1_000_000_000,
            Integer.MAX_VALUE));
  }

  private static byte[] quote(long id, long bid, long ask) {
    return DbnWriter.record(0xC1, 30, id, DbnWriter.TIME, DbnWriter.cbbo(DbnWriter.NONE, bid, ask));
  }
}
