/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit.kits;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.testkit.ChainSourceCompliance;
import io.optionskit.testkit.FakeProvider;
import io.optionskit.testkit.TestMarket;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainSourceComplianceTest {

  private static Fault fault = Fault.NONE;

  enum Fault {
    NONE(""),
    NEWEST_FIRST("rule1_1"),
    NO_EXPIRATIONS("rule1_1"),
    NO_CONTRACTS("rule1_2"),
    ALL_EXPIRIES("rule1_3"),
    QUOTES_OF_THE_FUTURE("rule1_4"),
    DATE_IN_LONDON("rule1_5"),
    ZERO_FOR_MISSING("rule1_6"),
    FAILS_WITHOUT_OPTIONS("rule1_7"),
    EMPTY_FOR_UNKNOWN("rule1_8"),
    RETRYABLE_FOR_UNKNOWN("rule1_8"),
    ONE_THREAD_ONLY("rule1_9");

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
    assertThat(run.passed).hasSize(9);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void failsASourceWithA(Fault wrong) {
    fault = wrong;

    assertThat(KitRun.of(Kit.class).failed).contains(wrong.rule);
  }

  static class Kit extends ChainSourceCompliance {

    @Override
    protected ChainSource source() {
      return new Source();
    }

    @Override
    protected String underlying() {
      return "SPY";
    }
  }

  private static final class Source implements ChainSource {

    private final OptionChain all =
        TestMarket.at("2024-03-15T10:00", "SPY", 510.25).expiring(0, 7, 14).view().chain("SPY");
    private final FakeProvider right = FakeProvider.create().show(all);
    private final Thread owner = Thread.currentThread();

    @Override
    public List<LocalDate> expirations(String underlying) {
      failOnUnknown(underlying);
      if (fault == Fault.EMPTY_FOR_UNKNOWN && !underlying.equals("SPY")
          || fault == Fault.NO_EXPIRATIONS) {
        return List.of();
      }
      List<LocalDate> dates = new ArrayList<>(right.expirations(underlying));
      if (fault == Fault.NEWEST_FIRST) {
        Collections.reverse(dates);
      }
      return dates;
    }

    @Override
    public OptionChain chain(String underlying, LocalDate expiry) {
      failOnUnknown(underlying);
      if (fault == Fault.ONE_THREAD_ONLY && Thread.currentThread() != owner) {
        throw new IllegalStateException("one thread only");
      }
      OptionChain chain = right.chain(underlying, expiry);
      if (fault == Fault.FAILS_WITHOUT_OPTIONS && chain.size() == 0) {
        throw new ProviderException(ProviderException.Reason.BAD_REQUEST, "no options");
      }
      return switch (fault) {
        case NO_CONTRACTS -> Chains.empty(chain);
        case ALL_EXPIRIES -> all;
        case DATE_IN_LONDON -> Chains.withTradeDate(chain, chain.tradeDate().plusDays(1));
        case QUOTES_OF_THE_FUTURE ->
            Chains.withQuotes(chain, q -> Chains.quote(q, 1, 2, chain.time().plusNanos(1)));
        case ZERO_FOR_MISSING -> Chains.withQuotes(chain, q -> Chains.quote(q, 0, 0, chain.time()));
        default -> chain;
      };
    }

    private static void failOnUnknown(String underlying) {
      if (fault == Fault.RETRYABLE_FOR_UNKNOWN && !underlying.equals("SPY")) {
        throw new ProviderException(ProviderException.Reason.UNAVAILABLE, "try again");
      }
    }
  }
}
