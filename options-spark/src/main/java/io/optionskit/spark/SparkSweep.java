/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs one job, such as a backtest, for each of many parameters on a cluster.
 *
 * <pre>{@code
 * List<Result> results = SparkSweep.run(spark, parameters, each -> backtest(each).run());
 * }</pre>
 *
 * <p>Results come back in the order of the parameters and are those that a loop over them would
 * give, as long as the job depends on nothing but its parameters: it makes its own history,
 * strategies and random numbers.
 */
public final class SparkSweep {

  private SparkSweep() {}

  /**
   * A job for one set of parameters. It travels to the machines of the cluster, so it and what it
   * captures must be serialisable.
   *
   * @param <P> parameters of one job, serialisable
   * @param <R> result of one job, serialisable
   */
  @FunctionalInterface
  public interface Job<P, R> extends Serializable {

    /**
     * Runs once, on any machine and thread.
     *
     * @param parameters parameters of this job
     * @return the result, decided by the parameters alone
     */
    R run(P parameters);
  }

  /**
   * Runs the job for all parameters, each as a task of its own, and waits for the results.
   *
   * @param <P> parameters of one job, serialisable
   * @param <R> result of one job, serialisable
   * @param spark the cluster; stays open
   * @param parameters what to run; may hold equal elements
   * @param job what to do for each; a job that throws fails the sweep after Spark's usual number of
   *     retries
   * @return one result for each element of the parameters, in their order
   */
  public static <P, R> List<R> run(
      JavaSparkContext spark, List<P> parameters, Job<? super P, ? extends R> job) {
    if (parameters.isEmpty()) {
      return List.of();
    }
    return List.copyOf(spark.parallelize(parameters, parameters.size()).<R>map(job::run).collect());
  }
}
