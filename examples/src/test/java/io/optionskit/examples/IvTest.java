/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IvTest {

  @TempDir Path folder;

  @Test
  void givesEveryRowAVolatilityOrTheReasonWhyThereIsNone() throws IOException {
    CommandRun run =
        run(
            """
            id,type,forward,strike,years,discount_factor,price
            1,C,100,100,1,0.95,7.567289
            2,call,110,100,1,1,10
            3,C,110,100,1,1,9.99
            4,P,100,110,1,1,110
            5,C,100,100,0,1,5
            6,C,100,100,1,1,
            7,X,100,100,1,1,5
            8,C,100,100,1,1
            """,
            "--json");

    List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
    assertThat(rows.get(0))
        .isEqualTo("id,type,forward,strike,years,discount_factor,price,volatility,status");
    assertThat(rows.get(1)).endsWith(",ok");
    assertThat(Double.parseDouble(rows.get(1).split(",")[7])).isCloseTo(0.2, within(1e-7));
    assertThat(rows.subList(2, 9))
        .containsExactly(
            "2,call,110,100,1,1,10,0.0,zero_volatility",
            "3,C,110,100,1,1,9.99,,below_intrinsic",
            "4,P,100,110,1,1,110,,above_maximum",
            "5,C,100,100,0,1,5,,zero_time",
            "6,C,100,100,1,1,,,invalid",
            "7,X,100,100,1,1,5,,invalid",
            "8,C,100,100,1,1,,,invalid");
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("rows").asInt()).isEqualTo(8);
    assertThat(run.json().at("/statuses/invalid").asInt()).isEqualTo(3);
  }

  @Test
  void givesBackTheVolatilityThatTheGreeksCommandPricedWith() throws IOException {
    StringBuilder csv = new StringBuilder("type,forward,strike,years,discount_factor,volatility\n");
    for (int strike = 70; strike <= 140; strike++) {
      csv.append(strike < 100 ? "P" : "C").append(",100,").append(strike);
      csv.append(",0.5,0.98,").append(0.1 + strike / 400.0).append('\n');
    }
    Path options = Files.writeString(folder.resolve("options.csv"), csv);
    Path prices = folder.resolve("prices.csv");
    Path back = folder.resolve("back.csv");

    CommandRun.of(
        "greeks", "--model=black76", "--in", options.toString(), "--out", prices.toString());
    CommandRun.of("iv", "--in", prices.toString(), "--out", back.toString());

    List<String> rows = Files.readAllLines(back);
    String[] header = rows.get(0).split(",");
    assertThat(rows).hasSize(72);
    assertThat(header[header.length - 2]).isEqualTo("volatility");
    for (int i = 1; i < rows.size(); i++) {
      String[] cells = rows.get(i).split(",");
      double strike = Double.parseDouble(cells[2]);
      assertThat(Double.parseDouble(cells[cells.length - 2]))
          .isCloseTo(0.1 + strike / 400, within(1e-13));
    }
  }

  @Test
  void tellsTheColumnsThatAreMissing() throws IOException {
    CommandRun run = run("type,spot,strike\n");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("has no column forward")
        .contains("has no column years")
        .contains("has no column discount_factor")
        .contains("has no column price");
  }

  private CommandRun run(String csv, String... more) throws IOException {
    Path in = Files.writeString(folder.resolve("in.csv"), csv);
    String out = folder.resolve("out.csv").toString();
    return more.length == 0
        ? CommandRun.of("iv", "--in", in.toString(), "--out", out)
        : CommandRun.of("iv", "--in", in.toString(), "--out", out, more[0]);
  }
}
