/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit.kits;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.spi.ChainStore;
import io.optionskit.testkit.ChainStoreCompliance;
import io.optionskit.testkit.MemoryChainStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainStoreComplianceTest {

  private static Fault fault = Fault.NONE;

  enum Fault {
    NONE(""),
    EMPTY_CHAIN_FOR_NONE("rule4_1"),
    CENTS("rule4_2"),
    ZERO_FOR_MISSING("rule4_3"),
    MISSING_FOR_ZERO("rule4_4"),
    REFUSES_THE_SAME("rule4_5"),
    LATEST_OF_ALL("rule4_6"),
    IGNORES_AS_OF("rule4_7"),
    AS_OF_EXCLUSIVE("rule4_7"),
    LAST_SAVED("rule4_8"),
    ONE_ROOT("rule4_9"),
    ZERO_DELTAS("rule4_10"),
    ONE_THREAD_ONLY("rule4_11"),
    FORGETS("rule4_12");

    final String rule;

    Fault(String rule) {
      this.rule = rule;
    }
  }

  @Test
  void passesARightStore() {
    fault = Fault.NONE;

    KitRun run = KitRun.of(Kit.class);

    assertThat(run.failed).as(run.failures.toString()).isEmpty();
    assertThat(run.passed).hasSize(12);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void failsAStoreWithA(Fault wrong) {
    fault = wrong;

    assertThat(KitRun.of(Kit.class).failed).contains(wrong.rule);
  }

  static class Kit extends ChainStoreCompliance {

    private MemoryChainStore right = new MemoryChainStore();

    @Override
    protected ChainStore create() {
      right = new MemoryChainStore();
      return new Spoiled(right);
    }

    @Override
    protected Optional<ChainStore> reopen() {
      return Optional.of(fault == Fault.FORGETS ? new MemoryChainStore() : new Spoiled(right));
    }
  }

  private static final class Spoiled implements ChainStore {

    private final MemoryChainStore right;
    private final List<OptionChain> saved = new ArrayList<>();
    private final Thread owner = Thread.currentThread();

    Spoiled(MemoryChainStore right) {
      this.right = right;
    }

    @Override
    public synchronized void save(OptionChain chain, String source) {
      if (fault == Fault.REFUSES_THE_SAME && saved.contains(chain)
          || fault == Fault.ONE_THREAD_ONLY && Thread.currentThread() != owner) {
        throw new IllegalStateException("unique key");
      }
      saved.add(chain);
      right.save(chain, source);
    }

    @Override
    public Optional<OptionChain> findLatest(String underlying, Instant asOf) {
      Optional<OptionChain> found = right.findLatest(underlying, asOf);
      return switch (fault) {
        case EMPTY_CHAIN_FOR_NONE ->
            Optional.of(OptionChain.builder(underlying, asOf, java.time.LocalDate.EPOCH).build());
        case LATEST_OF_ALL ->
            saved.stream()
                .max(Comparator.comparing(OptionChain::time))
                .filter(chain -> chain.underlying().equals(underlying));
        case IGNORES_AS_OF -> right.findLatest(underlying, Instant.MAX);
        case AS_OF_EXCLUSIVE -> right.findLatest(underlying, asOf.minusNanos(1));
        case LAST_SAVED ->
            saved.stream().filter(c -> c.underlying().equals(underlying)).reduce((a, b) -> b);
        default -> found.map(Spoiled::spoil);
      };
    }

    private static OptionChain spoil(OptionChain chain) {
      return switch (fault) {
        case CENTS -> Chains.withQuotes(chain, q -> edit(q, v -> Math.rint(v * 100) / 100));
        case ZERO_FOR_MISSING ->
            Chains.withQuotes(chain, q -> edit(q, v -> Double.isNaN(v) ? 0 : v));
        case MISSING_FOR_ZERO ->
            Chains.withQuotes(chain, q -> edit(q, v -> v == 0 ? Double.NaN : v));
        case ONE_ROOT ->
            Chains.withContracts(
                chain, c -> OptionContract.of(c.underlying(), c.expiry(), c.type(), c.strike()));
        case ZERO_DELTAS ->
            chain.columns().isEmpty() ? chain : chain.withColumns(zeros(chain.size()));
        default -> chain;
      };
    }

    private static Quote edit(Quote quote, java.util.function.DoubleUnaryOperator edit) {
      return Chains.quote(
          quote,
          edit.applyAsDouble(quote.bid().orElse(Double.NaN)),
          edit.applyAsDouble(quote.ask().orElse(Double.NaN)),
          quote.eventTime());
    }

    private static ChainColumns zeros(int size) {
      double[] zeros = new double[size];
      return new ChainColumns(zeros, zeros, zeros, zeros, zeros, zeros);
    }

    @Override
    public void close() {}
  }
}
