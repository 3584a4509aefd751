/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

/** Something that only the streams of one provider tell, such as the release of a figure. */
public non-sealed interface ProviderEvent extends StreamEvent {}
