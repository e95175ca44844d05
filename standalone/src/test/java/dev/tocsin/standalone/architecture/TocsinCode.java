package dev.tocsin.standalone.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** What ships: no tests, whether they lie in a folder or in a module's jar of tests. */
public final class TocsinCode implements ImportOption {
  private static final ImportOption NO_TEST_FOLDERS = new ImportOption.DoNotIncludeTests();

  @Override
  public boolean includes(Location location) {
    return NO_TEST_FOLDERS.includes(location) && !location.contains("-tests.jar");
  }
}
