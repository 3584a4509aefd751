/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreeksTest {

  private static final String RESULTS =
      "price,delta,gamma,vega,theta,rho,vanna,volga,charm,speed,color,zomma,status";

  @TempDir Path folder;

  @Nested
  class Values {

    @Test
    void areAddedBehindTheColumnsOfTheFile() throws IOException {
      List<String> rows =
          greeks(
              """
              type,spot,strike,years,rate,dividend_yield,volatility
              C,100,100,1,0.05,0,0.2
              P,100,100,1,0.05,0,0.2
              """);

      assertThat(rows.get(0))
          .isEqualTo("type,spot,strike,years,rate,dividend_yield,volatility," + RESULTS);
      assertThat(rows.get(1)).startsWith("C,100,100,1,0.05,0,0.2,10.4505835721855").endsWith(",ok");
      assertThat(value(rows.get(1), 1)).isCloseTo(0.636830651175619, within(1e-15));
      assertThat(value(rows.get(1), 4)).isCloseTo(-6.414027546438198, within(1e-14));
      assertThat(value(rows.get(2), 0)).isCloseTo(5.573526022256971, within(1e-13));
    }

    @Test
    void areTheDoublesOfTheLibraryForEveryRowInOrder() throws IOException {
      long seed = 20_261_121;
      Random random = new Random(seed);
      StringBuilder csv =
          new StringBuilder("volatility,type,rate,years,strike,spot,dividend_yield\n");
      List<double[]> expected = new ArrayList<>();
      for (int i = 0; i < 1500; i++) {
        OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
        double spot = StrictMath.exp(4 * random.nextGaussian());
        double strike = spot * StrictMath.exp(0.3 * random.nextGaussian());
        double years = 3 * random.nextDouble();
        double rate = 0.05 * random.nextGaussian();
        double yield = 0.03 * random.nextGaussian();
        double volatility = random.nextDouble();
        double[] measures = new double[Measure.COUNT];
        BlackScholes.all(type, spot, strike, years, rate, yield, volatility, measures);
        expected.add(measures);
        csv.append(volatility + "," + type.code() + "," + rate + "," + years + "," + strike + ",");
        csv.append(spot + "," + yield + "\n");
      }

      List<String> rows = greeks(csv.toString());

      for (int i = 0; i < expected.size(); i++) {
        for (int m = 0; m <= Measure.ZOMMA.index(); m++) {
          assertThat(value(rows.get(i + 1), m))
              .as("seed %d row %d measure %d", seed, i, m)
              .isEqualTo(expected.get(i)[m]);
        }
      }
    }

    @Test
    void fromTheForwardTakeTheDiscountFactor() throws IOException {
      List<String> rows =
          greeks(
              """
              type,forward,strike,years,discount_factor,volatility
              C,100,100,1,0.95,0.2
              """,
              "--model=black76");

      assertThat(value(rows.get(1), 0)).isCloseTo(7.567289, within(1e-6));
    }
  }

  @Nested
  class OfAmericanOptions {

    @Test
    void endWithRhoAndKeepTheHeader() throws IOException {
      List<String> rows =
          greeks(
              """
              type,spot,strike,years,rate,dividend_yield,volatility
              P,100,100,1,0.05,0.05,0.25
              C,100,100,1,0.05,0.05,0.25
              """,
              "--model=american");

      assertThat(rows.get(0)).endsWith(RESULTS);
      double european = BlackScholes.value(OptionType.PUT, 100, 100, 1, 0.05, 0.05, 0.25);
      assertThat(value(rows.get(1), 0) - european).isCloseTo(0.106952702747, within(1e-11));
      assertThat(value(rows.get(2), 0)).isCloseTo(value(rows.get(1), 0), within(1e-9));
      assertThat(rows.get(1)).endsWith(",,,,,,,ok").doesNotEndWith(",,,,,,,,ok");
    }

    @Test
    void areLessExactButQuickOnRequest() throws IOException {
      String csv =
          "type,spot,strike,years,rate,dividend_yield,volatility\nP,90,100,1,0.05,0.01,0.25\n";

      double high = value(greeks(csv, "--model=american").get(1), 0);
      double fast = value(greeks(csv, "--model=american", "--accuracy=fast").get(1), 0);

      assertThat(fast).isCloseTo(high, within(1e-3)).isNotEqualTo(high);
    }
  }

  @Nested
  class OnCashDividends {

    private static final String HEADER = "type,spot,strike,years,rate,dividends,volatility\n";

    @Test
    void areAmericanAndDropTheSpotUnlessAskedOtherwise() throws IOException {
      String csv = HEADER + "P,100,100,1,0.05,0.5:2,0.25\n";

      double american = value(greeks(csv, "--model=discrete").get(1), 0);
      double european = value(greeks(csv, "--model=discrete", "--exercise=european").get(1), 0);
      double escrowed =
          value(
              greeks(csv, "--model=discrete", "--exercise=european", "--dividends=escrowed").get(1),
              0);

      assertThat(american).isCloseTo(8.8341, within(5e-5));
      assertThat(european).isCloseTo(8.3110, within(5e-5));
      double less = 100 - 2 * Math.exp(-0.05 * 0.5);
      assertThat(escrowed)
          .isCloseTo(
              BlackScholes.value(OptionType.PUT, less, 100, 1, 0.05, 0, 0.25), within(1e-12));
    }

    @Test
    void mayHaveNoneSeveralAndAYieldOnTop() throws IOException {
      List<String> rows =
          greeks(
              "dividend_yield,"
                  + HEADER
                  + ",C,100,100,1,0.05,,0.25\n"
                  + "0.02,C,100,100,1,0.05, 0.1:1 ; 0.6:1.5 ,0.25\n"
                  + "0,C,100,100,1,0.05,2:50,0.25\n",
              "--model=discrete");

      double plain = BlackScholes.value(OptionType.CALL, 100, 100, 1, 0.05, 0, 0.25);
      assertThat(value(rows.get(1), 0)).isCloseTo(plain, within(1e-12));
      assertThat(value(rows.get(2), 0)).isLessThan(plain - 1);
      assertThat(value(rows.get(3), 0)).isCloseTo(plain, within(1e-12));
      assertThat(rows.get(2)).endsWith(",,,,,,,ok");
    }

    @Test
    void thatMakeNoSenseAreNamed() throws IOException {
      List<String> rows =
          greeks(
              HEADER
                  + "C,100,100,1,0.05,half:1,0.25\n"
                  + "C,100,100,1,0.05,0.5:-1,0.25\n"
                  + "C,100,100,1,0.05,0.5,0.25\n"
                  + "C,10,100,1,0.05,0.5:20,0.25\n",
              "--model=discrete",
              "--dividends=escrowed");

      assertThat(rows.stream().skip(1).map(row -> row.substring(row.lastIndexOf(',') + 1)))
          .containsExactly(
              "invalid: dividends",
              "invalid: dividends",
              "invalid: dividends",
              "invalid: combination");
    }
  }

  @Nested
  class Rows {

    @Test
    void thatMakeNoSenseStayBlankAndNameTheFirstWrongCell() throws IOException {
      List<String> rows =
          greeks(
              """
              type,spot,strike,years,rate,dividend_yield,volatility
              X,100,100,1,0.05,0,0.2
              C,0,100,1,0.05,0,0.2
              C,100,-100,1,0.05,0,0.2
              C,100,100,-1,0.05,0,0.2
              C,100,100,1,five,0,0.2
              C,100,100,1,0.05,,0.2
              C,100,100,1,0.05,0,NaN
              C,100,100,1,0.05,0,Infinity
              C,1e999,100,1,0.05,0,0.2
              C,0x1p3,100,1,0.05,0,0.2
              C,-1,,1,0.05,0,0.2
              C,100,100,1000,0.9,0,0.2
              C,100,100
              C,100,100,1,0.05,0,0.2,7
              """);

      assertThat(rows.stream().skip(1).map(row -> row.substring(row.lastIndexOf(',') + 1)))
          .containsExactly(
              "invalid: type",
              "invalid: spot",
              "invalid: strike",
              "invalid: years",
              "invalid: rate",
              "invalid: dividend_yield",
              "invalid: volatility",
              "invalid: volatility",
              "invalid: spot",
              "invalid: spot",
              "invalid: spot",
              "invalid: combination",
              "invalid: columns",
              "invalid: columns");
      assertThat(rows.get(1)).isEqualTo("X,100,100,1,0.05,0,0.2,,,,,,,,,,,,,invalid: type");
      assertThat(rows.get(13)).isEqualTo("C,100,100,,,,,,,,,,,,,,,,,invalid: columns");
      assertThat(rows.get(14)).isEqualTo("C,100,100,1,0.05,0,0.2,,,,,,,,,,,,,invalid: columns");
    }

    @Test
    void keepOtherCellsAsTheyAre() throws IOException {
      List<String> rows =
          greeks(
              "\ufeffnote,\"type\",spot,strike,years,rate,dividend_yield,volatility,more\r\n"
                  + "\"a, \"\"b\"\"\",call, 100 ,100.0,1e0,+0.05,0,\"0.2\", x \r\n"
                  + "\r\n"
                  + "Übung,pUt,100,100,1,.05,-0,2e-1,\r\n");

      assertThat(rows).hasSize(3);
      assertThat(rows.get(0)).startsWith("note,\"type\",spot,");
      assertThat(rows.get(1))
          .startsWith("\"a, \"\"b\"\"\",call, 100 ,100.0,1e0,+0.05,0,\"0.2\", x ,10.45058357218");
      assertThat(rows.get(2)).startsWith("Übung,pUt,100,100,1,.05,-0,2e-1,,5.573526022256");
    }

    @Test
    void loseColumnsThatHaveTheNameOfAResult() throws IOException {
      CommandRun run =
          run(
              """
              price,type,spot,strike,years,rate,dividend_yield,volatility,status
              7,C,100,100,1,0.05,0,0.2,old
              """,
              "--json");

      assertThat(Files.readAllLines(out()))
          .first()
          .isEqualTo("type,spot,strike,years,rate,dividend_yield,volatility," + RESULTS);
      assertThat(run.json().get("replacedColumns").toString()).isEqualTo("[\"price\",\"status\"]");
      assertThat(run.err()).contains("the results replace the column price of ");
    }

    @Test
    void mayBeNone() throws IOException {
      assertThat(greeks("type,spot,strike,years,rate,dividend_yield,volatility")).hasSize(1);
    }
  }

  @Nested
  class TheRun {

    @Test
    void tellsHowManyRowsHaveWhichStatus() throws IOException {
      CommandRun run =
          run(
              """
              type,spot,strike,years,rate,dividend_yield,volatility
              C,100,100,1,0.05,0,0.2
              C,100,100,1,0.05,0,
              C,100,100,1,0.05,0,
              """,
              "--json");

      assertThat(run.exitCode()).isZero();
      assertThat(run.json().get("rows").asInt()).isEqualTo(3);
      assertThat(run.json().get("ok").asInt()).isEqualTo(1);
      assertThat(run.json().get("statuses").toString())
          .isEqualTo("{\"ok\":1,\"invalid: volatility\":2}");
    }

    @Test
    void readsAndWritesCompressedFiles() throws IOException {
      Path in = folder.resolve("in.csv.gz");
      try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(in))) {
        gzip.write(
            "type,spot,strike,years,rate,dividend_yield,volatility\nC,100,100,1,0.05,0,0.2\n"
                .getBytes(StandardCharsets.UTF_8));
      }
      Path out = folder.resolve("out.csv.gz");

      CommandRun run = CommandRun.of("greeks", "--in", in.toString(), "--out", out.toString());

      assertThat(run.exitCode()).isZero();
      try (InputStream gzip = new GZIPInputStream(Files.newInputStream(out))) {
        assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8))
            .contains("10.45058")
            .endsWith(",ok\n");
      }
    }

    @Test
    void streamsFromStandardInputToStandardOutput() {
      InputStream in = System.in;
      PrintStream out = System.out;
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      CommandRun run;
      try {
        System.setIn(
            new ByteArrayInputStream(
                "type,spot,strike,years,rate,dividend_yield,volatility\nC,100,100,1,0.05,0,0.2\n"
                    .getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        run = CommandRun.of("greeks", "--in=-", "--out=-");
      } finally {
        System.setIn(in);
        System.setOut(out);
      }

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("1 rows, 1 ok");
      assertThat(written.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
    }

    @Test
    void saysHowFarItIs() throws IOException {
      CommandRun run =
          run(
              "type,spot,strike,years,rate,dividend_yield,volatility\nC,100,100,1,0.05,0,0.2\n",
              "--progress");

      assertThat(run.err()).contains("100 %, 1 rows");
    }

    @Test
    void leavesNothingBehindIfTheInputIsDamaged() throws IOException {
      Path in = folder.resolve("in.csv.gz");
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(
            ("type,spot,strike,years,rate,dividend_yield,volatility\n"
                    + "C,100,100,1,0.05,0,0.2\n".repeat(20_000))
                .getBytes(StandardCharsets.UTF_8));
      }
      byte[] whole = bytes.toByteArray();
      Files.write(in, java.util.Arrays.copyOf(whole, whole.length - 40));

      CommandRun run =
          CommandRun.of("greeks", "--in", in.toString(), "--out", out().toString(), "--json");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.json().at("/error/message").asText())
          .contains("the gzip data end in the middle");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(in);
      }
    }

    @Test
    void needsNoMoreMemoryForALargeFile() throws IOException, InterruptedException {
      Path in = folder.resolve("large.csv");
      String row = "C,100,100,1,0.05,0,0.2," + "x".repeat(600) + "\n";
      try (java.io.Writer writer = Files.newBufferedWriter(in)) {
        writer.write("type,spot,strike,years,rate,dividend_yield,volatility,note\n");
        for (int i = 0; i < 120_000; i++) {
          writer.write(row);
        }
      }
      Path log = folder.resolve("log");

      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx20m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "greeks",
                  "--in",
                  in.toString(),
                  "--out",
                  out().toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();

      assertThat(process.waitFor()).as(Files.readString(log)).isZero();
      assertThat(Files.size(in)).isGreaterThan(60_000_000);
      try (Stream<String> lines = Files.lines(out())) {
        assertThat(lines.filter(line -> line.endsWith(",ok"))).hasSize(120_000);
      }
    }
  }

  @Nested
  class WrongUsage {

    @Test
    void tellsAllMissingAndRepeatedColumns() throws IOException {
      CommandRun run = run("type,strike,strike,volatility\n");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err().lines().filter(line -> line.startsWith("error: ")))
          .hasSize(5)
          .anyMatch(line -> line.endsWith("has no column spot"))
          .anyMatch(line -> line.endsWith("has no column years"))
          .anyMatch(line -> line.endsWith("has no column rate"))
          .anyMatch(line -> line.endsWith("has no column dividend_yield"))
          .anyMatch(line -> line.endsWith("has more than one column strike"));
      assertThat(out()).doesNotExist();
    }

    @Test
    void isAnEmptyFile() throws IOException {
      assertThat(run("").err()).contains("is empty; it must begin with a line of column names");
    }

    @Test
    void tellsWhatIsWrongWithTheOptions() {
      CommandRun run =
          CommandRun.of("greeks", "--in=/nowhere.csv", "--out=/nowhere/out.csv", "--model=magic");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("--in: '/nowhere.csv' does not exist")
          .contains("--out: the folder of '/nowhere/out.csv' does not exist")
          .contains("--model must be ")
          .doesNotContain("\tat ");
    }

    @Test
    void isAnAccuracyThatTheModelDoesNotHave() throws IOException {
      CommandRun run = run("type\n", "--accuracy=best");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("--accuracy: must be fast or accurate or high: best")
          .contains("--accuracy goes with --model american or discrete, not with bsm");
    }

    @Test
    void isToWriteOverTheInput() throws IOException {
      Path in = Files.writeString(folder.resolve("in.csv"), "type\n");

      CommandRun run = CommandRun.of("greeks", "--in", in.toString(), "--out", in.toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("is the file that is read; name another one");
    }

    @Test
    void isToPrintTwoThingsOnStandardOutput() {
      CommandRun run = CommandRun.of("greeks", "--in=-", "--out=-", "--json");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.json().at("/error/problems").toString()).contains("both need standard output");
    }
  }

  private List<String> greeks(String csv, String... more) throws IOException {
    CommandRun run = run(csv, more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Files.readAllLines(out());
  }

  private CommandRun run(String csv, String... more) throws IOException {
    Path in = Files.writeString(folder.resolve("in.csv"), csv);
    List<String> args =
        new ArrayList<>(List.of("greeks", "--in", in.toString(), "--out", out().toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("out.csv");
  }

  /** Returns one of the twelve results of a row without quoted cells. */
  private static double value(String row, int index) {
    String[] cells = row.split(",", -1);
    return Double.parseDouble(cells[cells.length - 13 + index]);
  }
}
