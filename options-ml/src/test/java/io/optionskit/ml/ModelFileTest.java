/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.decision.FeatureRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {

  private static final TrainedModel SMALL =
      new TrainedModel(
          "put-spread",
          "2025-01",
          "profitable",
          List.of(
              new TrainedModel.Input("delta_put", -0.25, 0.05, 0.125),
              new TrainedModel.Input("iv_atm", 0.1, 1e-3, -2)),
          1.0 / 3,
          new Calibration.Platt(0.9, 0),
          0.1,
          Instant.parse("2024-01-02T14:45:00Z"),
          Instant.parse("2024-12-31T21:00:00Z"),
          1_234,
          0.7);

  @TempDir Path folder;

  @Test
  void isReadable() {
    assertThat(ModelFile.format(SMALL))
        .isEqualTo(
            """
            optionskit-logistic 1
            id put-spread
            version 2025-01
            label profitable
            c 0.10000000000000001
            trained 2024-01-02T14:45:00Z 2024-12-31T21:00:00Z 1234 0.69999999999999996
            intercept 0.33333333333333331
            input delta_put -0.25 0.050000000000000003 0.125
            input iv_atm 0.10000000000000001 0.001 -2
            calibration platt 0.90000000000000002 0
            sha256 HASH
            """
                .replace("HASH", hash(ModelFile.format(SMALL))));
  }

  @ParameterizedTest
  @EnumSource(Calibration.Method.class)
  void givesTheSameModelAgain(Calibration.Method method) {
    LogisticTraining training = new LogisticTraining("demo", "1", "profitable", 0.1, 30, method);
    DataSet data = SampleRows.of(1, 100, 20, 1);
    TrainedModel model = training.train(data).model();

    String hash = ModelFile.save(model, folder.resolve("demo.model"));
    TrainedModel loaded = ModelFile.load(folder.resolve("demo.model"));

    assertThat(loaded).isEqualTo(model);
    assertThat(hash).matches("[0-9a-f]{64}");
    FeatureRow row = data.features(0);
    assertThat(new LogisticScorer(loaded).score(row))
        .isEqualTo(new LogisticScorer(model).score(row));
  }

  @Property
  void keepsEveryBitOfEveryNumber(
      @ForAll @Scale(18) @DoubleRange(min = -1e6, max = 1e6) double intercept,
      @ForAll @Scale(20) @DoubleRange(min = 1e-12, max = 1e12) double scale) {
    TrainedModel model =
        new TrainedModel(
            "m",
            "1",
            "l",
            List.of(new TrainedModel.Input("a", intercept * 1e-200, scale, Math.sqrt(scale))),
            intercept,
            new Calibration.None(),
            scale,
            Instant.EPOCH,
            Instant.EPOCH,
            1,
            0.5);

    assertThat(ModelFile.parse(ModelFile.format(model))).isEqualTo(model);
  }

  @Test
  void isRefusedWhenAnyByteWasChanged() {
    String text = ModelFile.format(SMALL);

    for (int i = 0; i < text.length(); i++) {
      char[] damaged = text.toCharArray();
      damaged[i] ^= 1;
      assertThatThrownBy(() -> ModelFile.parse(new String(damaged)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void isRefusedWhenCutOffAnywhere() {
    String text = ModelFile.format(SMALL);

    for (int i = 0; i < text.length(); i++) {
      String cut = text.substring(0, i);
      assertThatThrownBy(() -> ModelFile.parse(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> ModelFile.parse(text + "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optionskit-logistic 1>optionskit-logistic 2",
        "id put-spread>id put spread",
        "id put-spread\n>",
        "calibration platt>calibration beta",
        "intercept 0.33333333333333331>intercept NaN",
        "intercept 0.33333333333333331>intercept 0.3x",
        "input iv_atm>input delta_put",
        "0.001 -2>0 -2",
        "2024-01-02T14:45:00Z>yesterday",
        "calibration platt>note hello\ncalibration platt",
        "0.90000000000000002 0\n>0.90000000000000002 0\nnote hello\n"
      })
  void isRefusedWhenItsContentHasNoMeaningEvenWithTheRightHash(String change) {
    String[] parts = change.split(">", -1);
    String text = ModelFile.format(SMALL);
    String content = text.substring(0, text.indexOf("sha256")).replace(parts[0], parts[1]);
    String forged = content + "sha256 " + hash(content + "sha256 ") + "\n";

    assertThat(content).isNotEqualTo(text.substring(0, text.indexOf("sha256")));
    assertThatThrownBy(() -> ModelFile.parse(forged)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheFileThatIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.model"), "hello");

    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "bad.model is refused: the first line must be 'optionskit-logistic 1'");
    assertThatThrownBy(() -> ModelFile.load(folder.resolve("none.model")))
        .isInstanceOf(UncheckedIOException.class);
  }

  /** Independent of the code under test: everything before the last line. */
  private static String hash(String text) {
    try {
      byte[] content =
          text.substring(0, text.lastIndexOf("sha256 ")).getBytes(StandardCharsets.ISO_8859_1);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
