/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class SharedDataTest {

  static class OneTestWithout {
    @Test
    void needs(@SharedData("no/such/file") Path file) {
      throw new AssertionError(file);
    }

    @Test
    void needsNone() {}
  }

  static class AllWithout {
    @BeforeEach
    void prepare(@SharedData("no/such/file") Path file) {
      throw new AssertionError(file);
    }

    @Test
    void one() {}

    @Test
    void another() {}
  }

  @Test
  void aTestWhoseDataAreNotHereIsSkippedAndSaysWhereTheyBelong() {
    StringBuilder said = new StringBuilder();

    TestExecutionSummary summary = run(OneTestWithout.class, said);

    assertThat(summary.getTestsSkippedCount()).isEqualTo(1);
    assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    assertThat(summary.getFailures()).isEmpty();
    assertThat(said).contains("real market data are not here", "no/such/file", "optionskit.shared");
  }

  @Test
  void allTestsAreSkippedWhoseDataAreReadBeforeEach() {
    TestExecutionSummary summary = run(AllWithout.class, new StringBuilder());

    assertThat(summary.getTestsStartedCount()).isZero();
    assertThat(summary.getTotalFailureCount()).isZero();
  }

  private static TestExecutionSummary run(Class<?> type, StringBuilder said) {
    SummaryGeneratingListener listener =
        new SummaryGeneratingListener() {
          @Override
          public void executionSkipped(TestIdentifier test, String reason) {
            super.executionSkipped(test, reason);
            said.append(reason);
          }
        };
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(type)).build(),
            listener);
    return listener.getSummary();
  }
}
