/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit.kits;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.SeriesSource;
import io.optionskit.testkit.SeriesSourceCompliance;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesSourceComplianceTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);
  private static Fault fault = Fault.NONE;

  enum Fault {
    NONE(""),
    NEWEST_FIRST("rule6_1"),
    EACH_TWICE("rule6_1"),
    A_DAY_TOO_MANY("rule6_2"),
    KNOWS_THE_FUTURE("rule6_3"),
    FORGETS("rule6_4"),
    LAST_DAY_EXCLUSIVE("rule6_5"),
    EMPTY_FOR_UNKNOWN("rule6_6");

    final String rule;

    Fault(String rule) {
      this.rule = rule;
    }
  }

  @Test
  void passesARightSource() {
    fault = Fault.NONE;

    KitRun run = KitRun.of(Kit.class);

    assertThat(run.failed).as(run.failures.toString()).isEmpty();
    assertThat(run.passed).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void failsASourceWithA(Fault wrong) {
    fault = wrong;

    assertThat(KitRun.of(Kit.class).failed).contains(wrong.rule);
  }

  static class Kit extends SeriesSourceCompliance {

    @Override
    protected SeriesSource source() {
      return SeriesSourceComplianceTest::observations;
    }

    @Override
    protected String series() {
      return "DGS3MO";
    }

    @Override
    protected LocalDate from() {
      return FIRST;
    }

    @Override
    protected LocalDate to() {
      return FIRST.plusDays(5);
    }

    @Override
    protected LocalDate asOf() {
      return FIRST.plusDays(6);
    }
  }

  private static List<SeriesPoint> observations(
      String series, LocalDate from, LocalDate to, LocalDate asOf) {
    if (!series.equals("DGS3MO") && fault != Fault.EMPTY_FOR_UNKNOWN) {
      throw new ProviderException(ProviderException.Reason.UNKNOWN_SYMBOL, series);
    }
    LocalDate last =
        switch (fault) {
          case A_DAY_TOO_MANY -> to.plusDays(1);
          case LAST_DAY_EXCLUSIVE -> to.minusDays(1);
          default -> to;
        };
    List<SeriesPoint> points = new ArrayList<>();
    for (int i = 0; i < 6 && series.equals("DGS3MO"); i++) {
      LocalDate date = FIRST.plusDays(i);
      SeriesPoint point = new SeriesPoint(date, date.plusDays(1), BigDecimal.valueOf(i));
      boolean isKnown = fault == Fault.KNOWS_THE_FUTURE || point.isKnownOn(asOf);
      boolean isForgotten = fault == Fault.FORGETS && i == 0 && !asOf.isAfter(FIRST.plusDays(1));
      if (isKnown && !isForgotten && !date.isBefore(from) && !date.isAfter(last)) {
        points.addAll(Collections.nCopies(fault == Fault.EACH_TWICE ? 2 : 1, point));
      }
    }
    if (fault == Fault.NEWEST_FIRST) {
      Collections.reverse(points);
    }
    return points;
  }
}
