/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Memory of this process. */
final class ProcessMemory {

  private static final String PEAK = "VmHWM:";

  private ProcessMemory() {}

  /** Returns the most that was used: of the heap, and of the whole process where Linux tells. */
  static String peak() {
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    String process = "unknown";
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith(PEAK)) {
          long kilobytes = Long.parseLong(line.replaceAll("[^0-9]", ""));
          process = (kilobytes >> 10) + " MB";
        }
      }
    } catch (IOException e) {
      process = "unknown"; // not Linux
    }
    return String.format(
        Locale.ROOT, "peak memory: heap %d MB, whole process %s", heap >> 20, process);
  }
}
