package dev.tocsin.standalone.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checkout that the tests run in. */
final class Repository {
  private static final Path ROOT = root();

  private Repository() {}

  static Path path(String name) {
    return ROOT.resolve(name);
  }

  static String read(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The NAMEs of all <code>${NAME…}</code> in a YAML file, its comments aside. */
  static Set<String> variablesOf(String file) {
    Set<String> names = new TreeSet<>();
    Matcher variable =
        Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)").matcher(read(file).replaceAll("(?m)^ *#.*", ""));
    while (variable.find()) {
      names.add(variable.group(1));
    }
    return names;
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docker-compose.yml"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
