/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class StableOrderPropertiesTest {

  @Property
  void isTheOneOfAStableSort(@ForAll @Size(max = 300) long @LongRange(min = 0, max = 20) [] keys) {
    int[] order = StableOrder.of(keys, keys.length);

    int[] expected =
        IntStream.range(0, keys.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> keys[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean isOrdered = Arrays.equals(expected, IntStream.range(0, keys.length).toArray());
    assertThat(order).isEqualTo(isOrdered ? new int[0] : expected);
  }
}
