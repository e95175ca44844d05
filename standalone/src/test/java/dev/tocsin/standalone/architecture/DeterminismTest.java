package dev.tocsin.standalone.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * A workflow runs again over its history, and must do the same again: nothing but orchestration.
 */
@AnalyzeClasses(packages = "dev.tocsin", importOptions = TocsinCode.class)
class DeterminismTest {
  private static final String WORKFLOWS = "dev.tocsin.workflows..";
  private static final Set<String> FORBIDDEN_TYPES =
      Set.of(
          "java.lang.Thread",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.time.Clock",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer");

  @ArchTest
  static final ArchRule workflowsKnowTheContractAndTemporalOnly =
      classes()
          .that(resideInAPackage(WORKFLOWS))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  WORKFLOWS,
                  "dev.tocsin.contract..",
                  "io.temporal..",
                  "org.jspecify.annotations..",
                  // Not java.io, java.net, java.sql, java.util.concurrent, java.util.random.
                  "java.lang",
                  "java.lang.invoke",
                  "java.lang.runtime",
                  "java.time..",
                  "java.util",
                  "java.util.function",
                  "java.util.stream"));

  @ArchTest
  static final ArchRule workflowsUseNoThreadClockOrChance =
      noClasses()
          .that(resideInAPackage(WORKFLOWS))
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are of " + FORBIDDEN_TYPES,
                  (JavaClass type) -> FORBIDDEN_TYPES.contains(type.getName())));

  @ArchTest
  static final ArchRule workflowsAskNeitherTheClockNorChance =
      noClasses()
          .that(resideInAPackage(WORKFLOWS))
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "asks the machine for the time or for chance", DeterminismTest::isOfTheMachine));

  private static boolean isOfTheMachine(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return owner.equals("java.lang.System")
        || (owner.startsWith("java.time.") && name.equals("now"))
        || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
        || (owner.equals("java.util.Collections") && name.equals("shuffle"))
        || (owner.equals("java.lang.Math") && name.equals("random"));
  }
}
