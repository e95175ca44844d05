package dev.tocsin.standalone.deploy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml, filled from an environment as docker-compose does it. */
final class ComposeFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?:(:?[-?])([^}]*))?}");

  private final Map<String, String> environment;
  private final Map<String, Object> services;

  private ComposeFile(Map<String, String> environment, Map<String, Object> services) {
    this.environment = environment;
    this.services = services;
  }

  static ComposeFile read(Map<String, String> environment) {
    Map<String, Object> all =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Repository.read("docker-compose.yml"));
    return new ComposeFile(environment, map(all.get("services")));
  }

  Map<String, Service> services() {
    Map<String, Service> all = new TreeMap<>();
    services.forEach((name, settings) -> all.put(name, new Service(name, map(settings))));
    return all;
  }

  Service service(String name) {
    return services().get(name);
  }

  private String fill(Object value) {
    return VARIABLE.matcher(String.valueOf(value)).replaceAll(this::valueOf);
  }

  /**
   * {@code -} and {@code ?} ask whether it is set, {@code :-} and {@code :?} also whether empty.
   */
  private String valueOf(MatchResult variable) {
    String set = environment.get(variable.group(1));
    String operator = variable.group(2) == null ? "" : variable.group(2);
    if (set != null && !(set.isEmpty() && operator.startsWith(":"))) {
      return Matcher.quoteReplacement(set);
    }
    if (operator.endsWith("?")) {
      throw new IllegalStateException(variable.group(1) + ": " + variable.group(3));
    }
    return Matcher.quoteReplacement(operator.isEmpty() ? "" : variable.group(3));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  /** One service of it. */
  final class Service {
    private final String name;
    private final Map<String, Object> settings;

    private Service(String name, Map<String, Object> settings) {
      this.name = name;
      this.settings = settings;
    }

    String image() {
      return text("image");
    }

    boolean isBuiltHere() {
      return settings.containsKey("build");
    }

    String text(String key) {
      return fill(settings.get(key));
    }

    List<String> list(String key) {
      Object all = settings.getOrDefault(key, List.of());
      return ((List<?>) all).stream().map(ComposeFile.this::fill).toList();
    }

    /** Without the variables that are only handed on and not set. */
    Map<String, String> environment() {
      Map<String, String> all = new TreeMap<>();
      map(settings.get("environment"))
          .forEach(
              (variable, value) -> {
                if (value != null) {
                  all.put(variable, fill(value));
                } else if (environment.containsKey(variable)) {
                  all.put(variable, environment.get(variable));
                }
              });
      return all;
    }

    Iterable<String> environmentNames() {
      return map(settings.get("environment")).keySet();
    }

    /** Service to condition. */
    Map<String, String> dependsOn() {
      Map<String, String> all = new TreeMap<>();
      map(settings.get("depends_on"))
          .forEach((other, how) -> all.put(other, String.valueOf(map(how).get("condition"))));
      return all;
    }

    List<String> healthcheck() {
      Object test = map(settings.get("healthcheck")).getOrDefault("test", List.of());
      return ((List<?>) test).stream().map(String::valueOf).toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
