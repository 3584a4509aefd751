/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.greeks.batch.EuropeanBatch;
import org.openjdk.jmh.annotations.Fork;

/** The same as the other batch benchmark with the accelerator, which needs a module of the JDK. */
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules", AcceleratedBatchBenchmark.VECTOR_MODULE})
public class AcceleratedBatchBenchmark extends EuropeanBatchBenchmark {

  static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** Finds the accelerator. */
  public AcceleratedBatchBenchmark() {
    super(
        EuropeanBatch.findAccelerated()
            .orElseThrow(() -> new IllegalStateException("java needs " + VECTOR_MODULE)));
  }
}
