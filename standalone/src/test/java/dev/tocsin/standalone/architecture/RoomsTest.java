package dev.tocsin.standalone.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tocsin.activities.channel.Channel;
import java.util.List;

/** Which module and package may know which: the arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.tocsin", importOptions = TocsinCode.class)
class RoomsTest {
  private static final List<String> ROOMS =
      List.of(
          "contract", "workflows", "store", "activities", "worker", "api", "client", "standalone");

  @ArchTest
  static void everyRoomIsLookedAt(JavaClasses all) {
    for (String room : ROOMS) {
      assertThat(all).as(room).anyMatch(resideInAPackage("dev.tocsin." + room + ".."));
    }
    assertThat(all.that(not(resideInAnyPackage(packages(ROOMS)))).stream().map(JavaClass::getName))
        .as("classes outside of every room")
        .isEmpty();
  }

  @ArchTest static final ArchRule contract = knowsOnly("contract");

  @ArchTest static final ArchRule workflows = knowsOnly("workflows", "contract");

  @ArchTest static final ArchRule store = knowsOnly("store", "contract");

  @ArchTest static final ArchRule activities = knowsOnly("activities", "store", "contract");

  @ArchTest
  static final ArchRule worker =
      knowsOnly("worker", "workflows", "activities", "store", "contract");

  @ArchTest
  static final ArchRule api =
      knowsOnly("api", "worker", "workflows", "activities", "store", "contract");

  @ArchTest static final ArchRule client = knowsOnly("client");

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsTheClient =
      noClasses()
          .that(resideOutsideOfPackage("dev.tocsin.client.."))
          .and(resideOutsideOfPackage("dev.tocsin.standalone.."))
          .should()
          .dependOnClassesThat(resideInAPackage("dev.tocsin.client.."));

  @ArchTest
  static final ArchRule theModelKnowsNoFramework =
      classes()
          .that(resideInAPackage("dev.tocsin.contract.model.."))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "dev.tocsin.contract.model..",
                  "java..",
                  "org.jspecify.annotations..",
                  "com.fasterxml.jackson.annotation.."));

  @ArchTest
  static final ArchRule noPackagesKnowEachOtherInACircle =
      slices().matching("dev.tocsin.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheRegistryAndItsOwnPackageKnowAChannel =
      noClasses()
          .that(resideOutsideOfPackage("dev.tocsin.activities.channel.standard.."))
          .should()
          .dependOnClassesThat(
              assignableTo(Channel.class)
                  .and(not(DescribedPredicate.describe("the interface", JavaClass::isInterface))))
          .as("only channel.standard and its own package know a channel's class");

  private static ArchRule knowsOnly(String room, String... others) {
    return classes()
        .that(resideInAPackage("dev.tocsin." + room + ".."))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("dev.tocsin..")
                .or(resideInAPackage("dev.tocsin." + room + ".."))
                .or(resideInAnyPackage(packages(List.of(others)))))
        .as(room + " knows itself and " + List.of(others));
  }

  private static String[] packages(List<String> rooms) {
    return rooms.stream().map(room -> "dev.tocsin." + room + "..").toArray(String[]::new);
  }
}
