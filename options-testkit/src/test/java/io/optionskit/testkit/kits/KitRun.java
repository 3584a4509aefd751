/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit.kits;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a compliance kit as a build would, and tells which rules passed and which failed. */
final class KitRun implements TestExecutionListener {

  final TreeSet<String> passed = new TreeSet<>();
  final TreeSet<String> failed = new TreeSet<>();
  final StringWriter failures = new StringWriter();

  static KitRun of(Class<?> kit) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(kit)).build();
    KitRun run = new KitRun();
    LauncherFactory.create().execute(request, run);
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (!test.isTest()) {
      return;
    }
    String rule = test.getDisplayName().replaceAll("(rule\\d+_\\d+)_.*", "$1");
    if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
      passed.add(rule);
    } else {
      failed.add(rule);
      failures.append(rule).append('\n');
      result.getThrowable().ifPresent(e -> e.printStackTrace(new PrintWriter(failures, true)));
    }
  }
}
