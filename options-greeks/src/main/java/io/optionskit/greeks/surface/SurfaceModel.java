/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

/** Form of the smiles that a surface is made of. */
public enum SurfaceModel {
  /**
   * Five parameters per expiry: raw SVI, fitted expiry by expiry and then moved until neighbours do
   * not cross. Fits best.
   */
  SVI,
  /** Three parameters per expiry, fitted jointly inside a set that has no arbitrage. */
  ESSVI,
  /** One parameter per expiry and three that all share, fitted jointly. Most robust. */
  SSVI
}
