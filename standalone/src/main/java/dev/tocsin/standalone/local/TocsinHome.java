package dev.tocsin.standalone.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The folder that holds all local state; {@code .tocsin} in the working directory unless {@code
 * TOCSIN_HOME} moves it. Everything in it may be deleted while nothing runs, at the price of the
 * events in it.
 */
public record TocsinHome(Path folder) {

  /** Makes the folder and resolves links, so that one folder has one name in command lines. */
  public TocsinHome {
    folder = made(folder);
  }

  /** As {@code TOCSIN_HOME} says. */
  public static TocsinHome of(Map<String, String> environment) {
    String home = environment.getOrDefault("TOCSIN_HOME", "");
    return new TocsinHome(Path.of(home.isBlank() ? ".tocsin" : home));
  }

  /** Where the Temporal server keeps its database. */
  public Path temporal() {
    return made(folder.resolve("temporal"));
  }

  /** Where PostgreSQL keeps its data folder and password. */
  public Path postgres() {
    return made(folder.resolve("postgres"));
  }

  /** Where the servers write their logs. */
  public Path logs() {
    return made(folder.resolve("logs"));
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder.toAbsolutePath().normalize()).toRealPath();
    } catch (IOException e) {
      throw new LocalServerException("Cannot make the folder " + folder + ": " + e, e);
    }
  }
}
