package dev.tocsin.standalone.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Names that say what a class is for, and what every package has. */
@AnalyzeClasses(packages = "dev.tocsin", importOptions = TocsinCode.class)
class NamesTest {
  @ArchTest
  static final ArchRule noNameSaysNothing =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Processor)($|\\$.*)");

  @ArchTest
  static final ArchRule noPackageIsABin =
      noClasses().should().resideInAnyPackage("..entities..", "..dto..", "..common..", "..util..");

  @ArchTest
  static final ArchRule implIsTemporalsWordOnly =
      classes()
          .that()
          .haveSimpleNameEndingWith("Impl")
          .should()
          .beAssignableTo(
              DescribedPredicate.describe(
                  "a workflow or activity interface",
                  (JavaClass type) ->
                      type.isAnnotatedWith(WorkflowInterface.class)
                          || type.isAnnotatedWith(ActivityInterface.class)));

  @ArchTest
  static final ArchRule onlyTheLauncherTalksToTheTerminal =
      noClasses()
          .that(resideOutsideOfPackage("dev.tocsin.standalone.."))
          .should(accessField(System.class, "out").or(accessField(System.class, "err")));

  @ArchTest
  static void nothingIsNullWhereATypeCanSaySo(JavaClasses all) {
    List<String> unmarked =
        all.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(holder -> !holder.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked).as("packages without @NullMarked in a package-info.java").isEmpty();
  }
}
