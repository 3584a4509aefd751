/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The rules of docs/decisions/0001-modules-and-gates.md that can be read from class files. This
 * module is the one that sees all others, so they are checked here.
 */
class ArchitectureTest {

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.optionskit");

  /** Everything somebody can embed; the programs under examples are not part of it. */
  private static final DescribedPredicate<JavaClass> LIBRARY =
      not(resideInAPackage("io.optionskit.examples..")).as("in the library");

  private static final DescribedPredicate<JavaClass> CORE = module("options-core");
  private static final DescribedPredicate<JavaClass> GREEKS = module("options-greeks");
  private static final DescribedPredicate<JavaClass> DATA = module("options-data");
  private static final DescribedPredicate<JavaClass> IBKR = module("options-broker-ibkr");
  private static final DescribedPredicate<JavaClass> TESTKIT = module("options-testkit");

  private static final DescribedPredicate<JavaClass> JOURNAL =
      resideInAPackage("io.optionskit.journal..");

  @Nested
  class Structure {

    @Test
    void packagesFormNoCycle() {
      check(slices().matching("io.optionskit.(**)").should().beFreeOfCycles());
    }

    @Test
    void coreDependsOnTheJdkAndTheLoggingApiOnly() {
      checkThatDependsOnlyOn(CORE, CORE.or(resideInAPackage("org.slf4j..")));
    }

    @Test
    void greeksDependOnCoreOnly() {
      checkThatDependsOnlyOn(GREEKS, GREEKS.or(CORE));
    }

    @Test
    void adaptersNeverSeeEachOther() {
      check(noClasses().that(DATA).should().dependOnClassesThat(IBKR));
      check(noClasses().that(IBKR).should().dependOnClassesThat(DATA));
    }

    @Test
    void theLibraryDoesNotDependOnThePrograms() {
      check(noClasses().that(LIBRARY).should().dependOnClassesThat(not(LIBRARY).and(ours())));
    }

    @Test
    void everyPackageIsDescribedAndNullMarked() {
      List<String> bare =
          ALL.stream()
              .map(JavaClass::getPackage)
              .distinct()
              .filter(each -> !each.isAnnotatedWith(NullMarked.class))
              .map(JavaPackage::getName)
              .sorted()
              .toList();

      assertThat(bare).as("packages without a @NullMarked package-info.java").isEmpty();
    }

    @Test
    void portsHaveAtMostThreeMethodsToImplement() {
      List<String> tooLarge =
          ALL.stream()
              .filter(resideInAPackage("io.optionskit.spi.."))
              .filter(type -> type.isInterface() && !type.isAnnotation())
              .filter(type -> methodsToImplement(type) > 3)
              .map(JavaClass::getName)
              .toList();

      assertThat(tooLarge).isEmpty();
    }

    private long methodsToImplement(JavaClass type) {
      return type.getAllMethods().stream()
          .filter(method -> method.getOwner().isInterface())
          .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
          .map(method -> method.getName() + method.getRawParameterTypes())
          .distinct()
          .count();
    }
  }

  /** What makes a replay the same on every machine, JDK, locale and run. */
  @Nested
  class Determinism {

    @Test
    void coreNeverReadsTheWallClock() {
      check(Rules.noWallClock(CORE));
    }

    @Test
    void coreNeverDrawsRandomNumbersWithoutASeed() {
      check(Rules.noUnseededRandomness(CORE));
    }

    @Test
    void coreNeverIteratesInAnUndefinedOrder() {
      check(Rules.noUndefinedOrder(CORE));
    }

    @Test
    void coreDoesNoInputOrOutputOutsideTheJournal() {
      check(Rules.noInputOrOutput(CORE.and(not(JOURNAL))));
    }

    @Test
    void theLibraryUsesStrictMathForTranscendentalFunctions() {
      check(Rules.noIntrinsicFunctions(LIBRARY));
    }

    @Test
    void theLibraryNeverUsesTheDefaultLocaleZoneOrCharset() {
      check(Rules.noDefaultLocaleZoneOrCharset(LIBRARY));
    }
  }

  @Nested
  class Conduct {

    @Test
    void theLibraryNeverWritesToStandardStreams() {
      check(noClasses().that(LIBRARY).should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void theLibraryNeverReadsTheEnvironmentOrEndsTheProcess() {
      check(Rules.noEnvironment(LIBRARY.and(not(TESTKIT))));
    }
  }

  private static void checkThatDependsOnlyOn(
      DescribedPredicate<JavaClass> from, DescribedPredicate<JavaClass> to) {
    DescribedPredicate<JavaClass> allowed =
        to.or(resideInAnyPackage("java..", "org.jspecify.."))
            .or(describe("primitives", type -> type.getBaseComponentType().isPrimitive()))
            .or(describe("arrays", type -> type.isArray() && to.test(type.getBaseComponentType())));
    check(noClasses().that(from).should().dependOnClassesThat(not(allowed)));
  }

  /** Checks a rule that may have nothing to look at yet, as in a module that is still small. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(ALL);
  }

  private static DescribedPredicate<JavaClass> ours() {
    return resideInAPackage("io.optionskit..");
  }

  private static DescribedPredicate<JavaClass> module(String artifactId) {
    return describe(
        "in " + artifactId,
        type ->
            type.getSource()
                .map(source -> source.getUri().toString())
                .filter(uri -> uri.contains("/" + artifactId + "/"))
                .isPresent());
  }
}
