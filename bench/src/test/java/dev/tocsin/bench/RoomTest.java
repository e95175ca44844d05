package dev.tocsin.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the other rooms, for the one that their tests cannot see. That nothing which ships
 * knows it is {@code RoomsTest}'s, which meets no class outside of its rooms.
 */
@AnalyzeClasses(packages = "dev.tocsin.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomTest {
  @ArchTest
  static final ArchRule noPackagesKnowEachOtherInACircle =
      slices().matching("dev.tocsin.bench.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noNameSaysNothing =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Processor)($|\\$.*)");

  @ArchTest
  static void nothingIsNullWhereATypeCanSaySo(JavaClasses all) {
    assertThat(
            all.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(holder -> !holder.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName))
        .as("packages without @NullMarked in a package-info.java")
        .isEmpty();
  }
}
