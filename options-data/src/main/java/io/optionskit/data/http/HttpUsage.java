/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.time.Duration;

/**
 * What was done to reach a provider so far.
 *
 * @param calls requests sent, retries and redirects included
 * @param retries how many of them were retries
 * @param failures how many failed
 * @param bytes bytes of the answers, decompressed
 * @param waited time spent waiting for the rate limit and between retries
 */
public record HttpUsage(long calls, long retries, long failures, long bytes, Duration waited) {}
