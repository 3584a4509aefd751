/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/**
 * Times one method of a JMH suite pass by pass, in a virtual machine of its own.
 *
 * <p>A pass takes a fraction of a millisecond up to some milliseconds, and the best of many is
 * hardly touched by whatever else the machine does; JMH's mean over an iteration is. Prints one
 * line: passes, best and median in nanoseconds per option, bytes allocated per option.
 */
public final class PassTimer {

  private static final int FEWEST = 5;
  private static final int MOST = 1 << 16;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private PassTimer() {}

  /**
   * Runs the method.
   *
   * @param arguments suite class, method, warm-up and measurement time in milliseconds
   * @throws ReflectiveOperationException if there is no such method
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Class<?> type = Class.forName("io.optionskit.benchmarks." + arguments[0]);
    Object suite = type.getDeclaredConstructor().newInstance();
    for (Method method : type.getMethods()) {
      if (method.isAnnotationPresent(Setup.class)) {
        method.invoke(suite);
      }
    }
    Method pass = type.getMethod(arguments[1]);
    long operations =
        pass.isAnnotationPresent(OperationsPerInvocation.class)
            ? pass.getAnnotation(OperationsPerInvocation.class).value()
            : type.getAnnotation(OperationsPerInvocation.class).value();
    repeat(suite, pass, Long.parseLong(arguments[2]));
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    double[] times = repeat(suite, pass, Long.parseLong(arguments[3]));
    long bytes = THREADS.getThreadAllocatedBytes(thread) - before;
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "%d %.4f %.4f %.2f%n",
        times.length,
        times[0] / operations,
        times[times.length / 2] / operations,
        bytes / (double) (times.length * operations));
  }

  /** Until the thread has worked that long: on a busy machine the clock on the wall runs ahead. */
  private static double[] repeat(Object suite, Method pass, long ms)
      throws ReflectiveOperationException {
    double[] times = new double[MOST];
    long until = THREADS.getCurrentThreadCpuTime() + ms * 1_000_000;
    int count = 0;
    while (count < FEWEST || THREADS.getCurrentThreadCpuTime() < until) {
      long from = System.nanoTime();
      pass.invoke(suite);
      times[count++ % MOST] = System.nanoTime() - from;
    }
    return Arrays.copyOf(times, Math.min(count, MOST));
  }
}
