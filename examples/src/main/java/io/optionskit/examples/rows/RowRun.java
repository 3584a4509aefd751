/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Computes columns for the rows of a CSV file.
 *
 * <p>The calling thread reads and writes; one thread per processor computes. The blocks between
 * them are few and used again, so memory does not grow with the file. Rows keep their order.
 */
public final class RowRun {

  /** Told how far the run is, after each block. */
  public interface Progress {
    /**
     * Takes the state of the run.
     *
     * @param rows rows written
     * @param fraction part of the input read, 0 to 1; 0 if its size is unknown
     */
    void at(long rows, double fraction);
  }

  private record Work(Block block, Future<?> done) {}

  private final RowModel model;
  private final Optional<Path> in;
  private final Optional<Path> out;

  private RowRun(RowModel model, Optional<Path> in, Optional<Path> out) {
    this.model = model;
    this.in = in;
    this.out = out;
  }

  /**
   * Describes a run; nothing is read yet.
   *
   * @param model what to compute
   * @param in file to read, compressed or not; empty for standard input
   * @param out file to write, compressed if its name ends in {@code .gz}; empty for standard output
   * @return the run
   */
  public static RowRun of(RowModel model, Optional<Path> in, Optional<Path> out) {
    return new RowRun(model, in, out);
  }

  /**
   * Returns what is wrong with the header of the input.
   *
   * @return all problems; empty if there is none, or the input is standard input
   * @throws UncheckedIOException if the file cannot be read
   */
  public List<String> problems() {
    if (in.isEmpty()) {
      return List.of();
    }
    try (InputFile input = InputFile.open(in)) {
      return new RowReader(input).problems(model);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + in.get() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads, computes and writes all rows.
   *
   * @param wrongHeader told what is wrong with the header before anything is written; expected to
   *     throw
   * @param progress told how far the run is
   * @return what it came to
   * @throws UncheckedIOException if a file cannot be read to its end or written; then there is no
   *     output file
   */
  public RowCounts run(java.util.function.Consumer<List<String>> wrongHeader, Progress progress) {
    String name = in.map(Path::toString).orElse("standard input");
    try (InputFile input = InputFile.open(in)) {
      RowReader reader = new RowReader(input);
      List<String> problems = reader.problems(model);
      if (!problems.isEmpty()) {
        wrongHeader.accept(problems);
      }
      boolean[] isGiven = reader.prepare(model);
      name = out.map(Path::toString).orElse("standard output");
      try (OutputFile output = OutputFile.open(out)) {
        output.write(reader.header(model), reader.header(model).length);
        RowCounts counts = new Flow(input, reader, output, isGiven, progress).run();
        output.complete();
        return counts;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + name + ": " + e.getMessage(), e);
    }
  }

  /** Blocks on their way from the reader through the computing threads to the output. */
  private final class Flow {

    private final InputFile input;
    private final RowReader reader;
    private final OutputFile output;
    private final boolean[] isGiven;
    private final Progress progress;
    private final Deque<Work> underWay = new ArrayDeque<>();
    private final Deque<Block> spare = new ArrayDeque<>();
    private final long[] counts = new long[model.statuses().size()];
    private long rows;

    Flow(
        InputFile input,
        RowReader reader,
        OutputFile output,
        boolean[] isGiven,
        Progress progress) {
      this.input = input;
      this.reader = reader;
      this.output = output;
      this.isGiven = isGiven;
      this.progress = progress;
    }

    RowCounts run() throws IOException {
      int threads = Runtime.getRuntime().availableProcessors();
      ExecutorService pool = Executors.newFixedThreadPool(threads, RowRun::thread);
      try {
        Block block = block();
        while (reader.read(block)) {
          Block full = block;
          underWay.add(new Work(full, pool.submit(() -> compute(full))));
          if (underWay.size() > 2 * threads) {
            writeFirst();
          }
          block = block();
        }
        while (!underWay.isEmpty()) {
          writeFirst();
        }
      } finally {
        pool.shutdownNow();
      }
      return counts();
    }

    private Block block() {
      return spare.isEmpty() ? new Block(isGiven, model.results().size()) : spare.pop();
    }

    private void compute(Block block) {
      model.compute(block);
      block.print(model.statuses());
    }

    private void writeFirst() throws IOException {
      Work work = underWay.remove();
      await(work.done());
      Block block = work.block();
      output.write(block.bytes(), block.size());
      for (int row = 0; row < block.rows(); row++) {
        counts[block.status(row)]++;
      }
      rows += block.rows();
      progress.at(rows, input.fraction());
      spare.push(block);
    }

    private RowCounts counts() {
      Map<String, Long> byStatus = new LinkedHashMap<>();
      List<String> texts = model.statuses();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          byStatus.put(texts.get(i), counts[i]);
        }
      }
      return new RowCounts(
          rows, Collections.unmodifiableMap(byStatus), new ArrayList<>(reader.replaced()));
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "rows");
    thread.setDaemon(true);
    return thread;
  }

  private static void await(Future<?> done) {
    try {
      done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
