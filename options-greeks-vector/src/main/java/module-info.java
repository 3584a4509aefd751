/* SPDX-License-Identifier: Apache-2.0 */
/** Optional accelerator of European batches, on the incubating Vector API. */
module io.optionskit.greeks.vector {
  requires io.optionskit.greeks;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  provides io.optionskit.greeks.internal.batch.BlockKernel with
      io.optionskit.greeks.vector.VectorKernel;
}
