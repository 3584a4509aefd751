/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import java.util.Arrays;

/**
 * Quotes that cannot all be right: one is worth too much beside one or two others. Says which of
 * them is to blame: the one with most conflicts, of equals the one without which its neighbours
 * contradict each other least, and then the one that is farthest from them.
 *
 * <p>Quotes are numbered through all series.
 */
final class Conflicts {

  /** With more conflicts at once nothing is learnt by asking who started. */
  private static final int MOST = 4_000;

  private static final int SIDES = 3;
  private static final int NONE = -1;

  private int[] parties = new int[SIDES * 16];
  private int[] issues = new int[16];
  private int size;

  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(int issue, int rich, int cheap) {
    add(issue, rich, cheap, NONE);
  }

  void add(int issue, int rich, int cheap, int otherCheap) {
    if (size == issues.length) {
      issues = Arrays.copyOf(issues, 2 * size);
      parties = Arrays.copyOf(parties, SIDES * 2 * size);
    }
    issues[size] = issue;
    parties[SIDES * size] = rich;
    parties[SIDES * size + 1] = cheap;
    parties[SIDES * size + 2] = otherCheap;
    size++;
  }

  /** Takes what is to blame. */
  interface Blame {
    void blame(int quote, int issues);

    /** Returns how much its neighbours would contradict each other without a quote. */
    double leftWithout(int quote);

    /** Returns how far a quote is from where its neighbours lie. */
    double oddness(int quote);
  }

  /**
   * Blames quotes until every conflict has one that is to blame.
   *
   * @param counts scratch of one 0 per quote; is left so
   */
  void settle(int[] counts, Blame blame) {
    for (int i = 0; i < SIDES * size; i++) {
      if (parties[i] != NONE) {
        counts[parties[i]]++;
      }
    }
    boolean isHopeless = size > MOST;
    int left = size;
    boolean[] isSettled = new boolean[size];
    while (left > 0) {
      int guilty = isHopeless ? firstRich(isSettled) : worst(isSettled, counts, blame);
      int found = 0;
      for (int i = 0; i < size; i++) {
        if (!isSettled[i] && hasParty(i, guilty)) {
          isSettled[i] = true;
          found |= issues[i];
          left--;
          for (int side = 0; side < SIDES; side++) {
            if (parties[SIDES * i + side] != NONE) {
              counts[parties[SIDES * i + side]]--;
            }
          }
        }
      }
      blame.blame(guilty, found);
    }
  }

  private int worst(boolean[] isSettled, int[] counts, Blame blame) {
    int worst = NONE;
    for (int i = 0; i < SIDES * size; i++) {
      int party = parties[i];
      if (party == NONE || isSettled[i / SIDES] || party == worst) {
        continue;
      }
      if (worst == NONE
          || counts[party] > counts[worst]
          || (counts[party] == counts[worst] && isWorse(party, worst, blame))) {
        worst = party;
      }
    }
    return worst;
  }

  private static boolean isWorse(int party, int other, Blame blame) {
    int left = Double.compare(blame.leftWithout(party), blame.leftWithout(other));
    return left < 0 || (left == 0 && blame.oddness(party) > blame.oddness(other));
  }

  private int firstRich(boolean[] isSettled) {
    int i = 0;
    while (isSettled[i]) {
      i++;
    }
    return parties[SIDES * i];
  }

  private boolean hasParty(int conflict, int quote) {
    int at = SIDES * conflict;
    return parties[at] == quote || parties[at + 1] == quote || parties[at + 2] == quote;
  }
}
