/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads an answer through the port of its provider, from the bytes on the wire to the chain, bars
 * or series with their report, beside a plain walk over the same bytes. Both have to find the same
 * rows and the same sum.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class ParsingBenchmark {

  /** Form of the answer. */
  @Param public Form form = Form.CBOE_CHAIN;

  /** Rows of a made answer; records of DBN are twenty times as many. */
  @Param("5000")
  public int rows = 5000;

  /** {@code made}, or {@code recorded} for those of the folder {@code optionskit.shared}. */
  @Param("made")
  public String source = "made";

  private byte[] body = {};
  private Supplier<Tally> port = () -> new Tally(0, 0);

  /** Creates the benchmark. */
  public ParsingBenchmark() {}

  /** Rows read, which JMH shows as rows per second. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Counter {

    /** Rows so far. */
    public long read;

    /** Creates a counter. */
    public Counter() {}
  }

  /** Makes the answer and holds the two readings of it to each other. */
  @Setup
  public void prepare() {
    boolean isRecorded = source.equals("recorded");
    if (isRecorded) {
      RecordedBody recorded = RecordedBody.of(form);
      body = recorded.read();
      port = form.port(body, new Form.Subject(recorded.name(), recorded.now()));
    } else {
      boolean isDbn = form == Form.DATABENTO_RAW || form == Form.DATABENTO_ZSTD;
      body = form.make(isDbn ? 20 * rows : rows);
      port = form.port(body, new Form.Subject(MadeContract.TICKER, MadeBodies.NOW));
    }
    Tally read = port.get();
    Tally walked = form.walk(body);
    boolean isWhole = isRecorded ? read.rows() <= walked.rows() : read.agrees(walked);
    if (!isWhole || read.rows() < (isRecorded ? walked.rows() / 2 : rows)) {
      throw new IllegalStateException(
          form + " must be read as " + walked + " of " + rows + " rows but was as " + read);
    }
  }

  /**
   * Reads the answer through the port.
   *
   * @param counter rows read
   * @return what was found
   */
  @Benchmark
  public Object port(Counter counter) {
    Tally tally = port.get();
    counter.read += tally.rows();
    return tally;
  }

  /**
   * Walks over the answer: the tree of Jackson, split lines, or the buffer.
   *
   * @param counter rows read
   * @return what was found
   */
  @Benchmark
  public Object walk(Counter counter) {
    Tally tally = form.walk(body);
    counter.read += tally.rows();
    return tally;
  }
}
