/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.decision.FeatureRow;
import io.optionskit.decision.Score;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LogisticTrainingTest {

  private final LogisticTraining training = LogisticTraining.standard("demo", "1", "profitable");

  @Nested
  class Honesty {

    /**
     * A 95 % interval misses the truth now and then: 2 of 24 at most are expected with a chance of
     * 88 %, 4 with 99.4 %.
     */
    @Test
    void reportsNoEdgeWhereThereIsNone() {
      int covered = 0;
      for (int seed = 0; seed < 24; seed++) {
        Evaluation evaluation = training.train(SampleRows.of(seed, 100, 20, 0)).evaluation();
        covered += evaluation.auc().covers(0.5) ? 1 : 0;
        assertThat(evaluation.auc().value()).isBetween(0.35, 0.65);
      }

      assertThat(covered)
          .as("intervals of 24 data sets without signal that cover 0.5")
          .isGreaterThanOrEqualTo(20);
    }

    @Test
    void saysNoEdgeInWords() {
      TrainingReport report = training.train(SampleRows.of(1, 100, 20, 0));

      assertThat(report.evaluation().verdict()).isEqualTo("no edge");
      assertThat(report.text()).contains("verdict: no edge");
    }

    @Test
    void findsAPlantedSignal() {
      TrainingReport report = training.train(SampleRows.of(1, 100, 20, 1));

      assertThat(report.evaluation().verdict()).isEqualTo("better than chance");
      assertThat(report.evaluation().auc().lower()).isGreaterThan(0.6);
      assertThat(report.evaluation().brier().value())
          .isLessThan(report.evaluation().baseRateBrier());
      assertThat(Math.abs(report.model().inputs().get(0).weight())).isGreaterThan(0.5);
    }

    @Test
    void callsASmallSampleInsufficient() {
      TrainingReport report = training.train(SampleRows.of(1, 20, 5, 1));

      assertThat(report.evaluation().verdict()).isEqualTo("insufficient sample");
      assertThat(report.evaluation().auc().lower()).isNaN();
      assertThat(report.text()).contains("insufficient sample").doesNotContain("interval");
    }

    @Test
    void warnsOfAFeatureThatGivesTheLabelAway() {
      DataSet data = SampleRows.of(1, 40, 10, 0);
      DataSet.Builder leaking = DataSet.builder(List.of("noise_1", "result"));
      for (int row = 0; row < data.size(); row++) {
        double[] values = {data.value(row, 1), data.label(row) ? 1.5 : -1};
        leaking.add(
            FeatureRow.of(List.of("noise_1", "result"), values),
            data.label(row),
            data.time(row),
            data.day(row),
            data.labelEnd(row));
      }

      assertThat(training.train(leaking.build()).warnings())
          .contains("result alone tells the label (AUC 1.0000): it may know the future");
      assertThat(training.train(data).warnings()).isEmpty();
    }
  }

  @Nested
  class Separation {

    private final DataSet data = SampleRows.of(3, 100, 10, 1);
    private final TimeSplit split = TimeSplit.of(data);
    private final TrainingReport report = training.train(data);

    @Test
    void nothingOfTheModelDependsOnTheTestPart() {
      TrainingReport other = training.train(SampleRows.flipped(data, split.test().days()));

      assertThat(other.model()).isEqualTo(report.model());
      assertThat(other.evaluation()).isNotEqualTo(report.evaluation());
    }

    @Test
    void onlyTheCalibrationDependsOnTheValidationPart() {
      TrainingReport other = training.train(SampleRows.flipped(data, split.validation().days()));

      assertThat(other.model().inputs()).isEqualTo(report.model().inputs());
      assertThat(other.model().intercept()).isEqualTo(report.model().intercept());
      assertThat(other.model().calibration()).isNotEqualTo(report.model().calibration());
    }

    @Test
    void meansAndScalesAreThoseOfTheTrainingPart() {
      DataSet rows = split.training();
      double sum = 0;
      for (int row = 0; row < rows.size(); row++) {
        sum += rows.value(row, 3);
      }

      TrainedModel.Input scaled = report.model().inputs().get(3);
      assertThat(scaled.feature()).isEqualTo("scaled");
      assertThat(scaled.mean()).isCloseTo(sum / rows.size(), within(1e-9));
      assertThat(report.model().trainingRows()).isEqualTo(rows.size());
      assertThat(report.model().trainedTo()).isEqualTo(rows.time(rows.size() - 1));
    }

    @Test
    void theSameDataGiveTheSameModelBitForBit() {
      assertThat(training.train(SampleRows.of(3, 100, 10, 1))).isEqualTo(report);
    }
  }

  @Nested
  class Features {

    @Test
    void thatAreOftenMissingOrNeverVaryAreLeftOut() {
      DataSet data = SampleRows.of(1, 40, 10, 1);
      List<String> names = List.of("signal", "constant", "rare");
      DataSet.Builder rows = DataSet.builder(names);
      for (int row = 0; row < data.size(); row++) {
        double[] values = {data.value(row, 0), 7, row % 2 == 0 ? Double.NaN : 1.0 * row};
        rows.add(
            FeatureRow.of(names, values),
            data.label(row),
            data.time(row),
            data.day(row),
            data.labelEnd(row));
      }

      TrainingReport report = training.train(rows.build());

      assertThat(report.model().features()).containsExactly("signal");
      assertThat(report.featuresLeftOut())
          .containsExactlyInAnyOrder(
              "constant: the same in all training rows",
              "rare: missing in 50.0 % of the training rows");
    }

    @Test
    void aboveTheLimitAreLeftOutByTheirWeights() {
      LogisticTraining two =
          new LogisticTraining("demo", "1", "profitable", 0.1, 1, Calibration.Method.PLATT);

      TrainingReport report = two.train(SampleRows.of(1, 100, 20, 1));

      assertThat(report.model().features()).containsExactly("signal");
      assertThat(report.featuresLeftOut())
          .hasSize(3)
          .allMatch(reason -> reason.endsWith("not among the 1 largest weights"));
    }

    @Test
    void rowsWithAMissingValueAreCountedAndLeftOut() {
      DataSet data = SampleRows.of(1, 40, 10, 1);
      DataSet.Builder rows = DataSet.builder(SampleRows.NAMES);
      for (int row = 0; row < data.size(); row++) {
        double[] values = data.features(row).values();
        values[1] = row % 20 == 0 ? Double.NaN : values[1];
        rows.add(
            FeatureRow.of(SampleRows.NAMES, values),
            data.label(row),
            data.time(row),
            data.day(row),
            data.labelEnd(row));
      }

      assertThat(training.train(rows.build()).rowsIncomplete()).isEqualTo(20);
    }
  }

  /** The hash was made on JDK 17 and is the same on JDK 25. */
  @Test
  void trainsTheSameBitsOnEveryPlatform() {
    String text = ModelFile.format(training.train(SampleRows.of(1, 100, 20, 1)).model());

    assertThat(text)
        .endsWith("sha256 122506199803ff8c886aa2c0ed0e00a04222dcba1ad06e9725e82f91984c759a\n");
  }

  @Test
  void refusesATrainingPartOfOneLabel() {
    DataSet data = SampleRows.of(1, 20, 5, 1);
    DataSet.Builder rows = DataSet.builder(SampleRows.NAMES);
    for (int row = 0; row < data.size(); row++) {
      rows.add(data.features(row), true, data.time(row), data.day(row), data.labelEnd(row));
    }

    assertThatThrownBy(() -> training.train(rows.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "training needs complete rows of both labels: 70 rows, share of true labels 1.0");
  }

  @Test
  void saysWhenThereWasTooLittleToCalibrateWith() {
    TrainingReport report = training.train(SampleRows.of(1, 40, 5, 1));

    assertThat(report.model().calibration()).isInstanceOf(Calibration.None.class);
    assertThat(report.warnings())
        .containsExactly(
            "the probabilities are not calibrated: the validation part has 20 rows, too few or of"
                + " one label only");
  }

  @Nested
  class Calibrating {

    /** Brier score, not accuracy: probabilities must mean what they say. */
    @Test
    void bringsAnOverconfidentModelBackToTheTruth() {
      DataSet data = SampleRows.of(5, 200, 20, 1);
      TimeSplit split = TimeSplit.of(data);
      double[] margins = new double[split.validation().size()];
      for (int row = 0; row < margins.length; row++) {
        margins[row] = 5 * (split.validation().value(row, 0) + 0.4);
      }
      for (Calibration.Method method : Calibration.Method.values()) {
        Calibration fitted = Calibration.fit(method, margins, split.validation().labels());

        assertThat(brier(fitted, split.test()))
            .as(method.name())
            .isLessThan(brier(new Calibration.None(), split.test()) - 0.03);
      }
    }

    @Test
    void neverTurnsTheModelAround() {
      double[] margins = new double[100];
      boolean[] labels = new boolean[100];
      for (int i = 0; i < 100; i++) {
        margins[i] = i / 10.0 - 5;
        labels[i] = i < 60;
      }

      Calibration.Platt platt =
          (Calibration.Platt) Calibration.fit(Calibration.Method.PLATT, margins, labels);

      assertThat(platt.slope()).isZero();
      assertThat(platt.probability(3)).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void staysFiniteWhenTheClassesSeparate() {
      double[] margins = new double[100];
      boolean[] labels = new boolean[100];
      for (int i = 0; i < 100; i++) {
        margins[i] = i - 49.5;
        labels[i] = i >= 50;
      }

      Calibration.Platt platt =
          (Calibration.Platt) Calibration.fit(Calibration.Method.PLATT, margins, labels);

      assertThat(platt.slope()).isPositive().isFinite();
    }

    private double brier(Calibration calibration, DataSet rows) {
      double sum = 0;
      for (int row = 0; row < rows.size(); row++) {
        double error =
            calibration.probability(5 * (rows.value(row, 0) + 0.4)) - (rows.label(row) ? 1 : 0);
        sum += error * error;
      }
      return sum / rows.size();
    }
  }

  @Nested
  class Scoring {

    private final TrainedModel model = training.train(SampleRows.of(1, 100, 20, 1)).model();
    private final LogisticScorer scorer = new LogisticScorer(model);

    @Test
    void isTheFormulaOfTheModel() {
      double[] values = {0.7, -0.2, 0.1, 4_550};
      double margin = model.intercept();
      for (int i = 0; i < values.length; i++) {
        TrainedModel.Input input = model.inputs().get(i);
        margin += input.weight() * (values[i] - input.mean()) / input.scale();
      }
      Calibration.Platt platt = (Calibration.Platt) model.calibration();

      Score score = scorer.score(FeatureRow.of(SampleRows.NAMES, values));

      assertThat(score.probability())
          .isCloseTo(1 / (1 + Math.exp(-platt.slope() * margin - platt.shift())), within(1e-14));
      assertThat(score.modelId()).isEqualTo("demo");
      assertThat(score.modelVersion()).isEqualTo("1");
    }

    @Test
    void findsFeaturesByName() {
      List<String> shuffled = List.of("extra", "scaled", "noise_2", "noise_1", "signal");

      assertThat(
              scorer.score(
                  FeatureRow.of(shuffled, new double[] {Double.NaN, 4_550, 0.1, -0.2, 0.7})))
          .isEqualTo(
              scorer.score(FeatureRow.of(SampleRows.NAMES, new double[] {0.7, -0.2, 0.1, 4_550})));
    }

    @Test
    void namesAMissingFeature() {
      FeatureRow missing =
          FeatureRow.of(SampleRows.NAMES, new double[] {0.7, Double.NaN, 0.1, 4_550});

      assertThatThrownBy(() -> scorer.score(missing))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("feature noise_1 is missing; model demo 1 needs it");
    }

    @Test
    void namesAMisnamedFeature() {
      FeatureRow misnamed =
          FeatureRow.of(List.of("Signal", "noise_1", "noise_2", "scaled"), new double[4]);

      assertThatThrownBy(() -> scorer.score(misnamed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'signal'");
    }
  }

  @Nested
  class Intervals {

    @Test
    void widenWithTheDependenceOfRowsWithinADay() {
      List<LocalDate> sameDays = new ArrayList<>();
      List<LocalDate> ownDays = new ArrayList<>();
      double[] probabilities = new double[400];
      boolean[] labels = new boolean[400];
      java.util.Random random = new java.util.Random(1);
      for (int i = 0; i < 400; i++) {
        int day = i / 20;
        sameDays.add(LocalDate.of(2025, 1, 1).plusDays(day));
        ownDays.add(LocalDate.of(2025, 1, 1).plusDays(i));
        probabilities[i] = 0.5 + 0.02 * (day % 10) + 0.001 * random.nextDouble();
        labels[i] = (day * 7 + 3) % 10 < 5;
      }

      Estimate byDay = Evaluation.of(probabilities, labels, sameDays, 0.5).auc();
      Estimate byRow = Evaluation.of(probabilities, labels, ownDays, 0.5).auc();

      assertThat(byDay.value()).isEqualTo(byRow.value());
      assertThat(byDay.upper() - byDay.lower()).isGreaterThan(2 * (byRow.upper() - byRow.lower()));
    }

    @Test
    void refuseArraysOfDifferentLength() {
      assertThatThrownBy(() -> Evaluation.of(new double[2], new boolean[1], List.of(), 0.5))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leaveOneLabelAloneWithoutAnAuc() {
      Evaluation evaluation =
          Evaluation.of(
              new double[] {0.2, 0.4},
              new boolean[] {true, true},
              List.of(LocalDate.MIN, LocalDate.MAX),
              0.5);

      assertThat(evaluation.auc().value()).isNaN();
      assertThat(evaluation.insufficient()).isTrue();
    }
  }
}
