/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Passes a file or folder of real market data to a test, which is skipped where these data are not.
 *
 * <pre>{@code
 * @Test
 * void readsAWholeDay(@SharedData("data/options/tidy/day.csv.gz") Path file) { ... }
 * }</pre>
 *
 * <p>The data lie in the folder named by the system property {@code optionskit.shared}, or else in
 * {@code ../shared} or {@code ../../shared} seen from the working directory. The parameter must be
 * a {@link java.nio.file.Path}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedDataExtension.class)
public @interface SharedData {

  /**
   * Path within the folder of the data.
   *
   * @return relative path; empty for the folder itself
   */
  String value() default "";
}
