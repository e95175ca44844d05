package dev.tocsin.standalone.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The alert rules and the dashboard, and which metrics they ask for. */
public final class MonitoringFiles {
  public static final String RULES = "deploy/prometheus/tocsin-alerts.yml";
  public static final String DASHBOARD = "deploy/grafana/dashboards/tocsin.json";

  /** What stands in PromQL beside names of metrics: texts, labels, ranges, groupings, variables. */
  private static final Pattern NO_NAMES =
      Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring) *\\([^)]*\\)|\"[^\"]*\"");

  private static final Pattern NAME = Pattern.compile("\\b([a-zA-Z_:][a-zA-Z0-9_:]*)\\b(?! *\\()");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "without");

  /** Made by Prometheus itself. */
  private static final Set<String> NOT_SCRAPED = Set.of("up");

  private MonitoringFiles() {}

  /** The names of all metrics that are asked for, as they stand on a page of {@code /metrics}. */
  public static Set<String> metrics() {
    List<String> expressions = new ArrayList<>();
    rules().forEach(rule -> expressions.add(String.valueOf(rule.get("expr"))));
    for (JsonNode panel : dashboard().path("panels")) {
      panel.path("targets").forEach(target -> expressions.add(target.path("expr").asText()));
    }
    Set<String> names = new TreeSet<>();
    expressions.forEach(expression -> names.addAll(metricsOf(expression)));
    names.removeAll(NOT_SCRAPED);
    return names;
  }

  /** The names of the metrics of one expression of PromQL. */
  static Set<String> metricsOf(String expression) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "));
    while (name.find()) {
      if (!WORDS.contains(name.group(1))) {
        names.add(name.group(1));
      }
    }
    return names;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> rules() {
    Map<String, List<Map<String, Object>>> file =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Repository.read(RULES));
    List<Map<String, Object>> rules = new ArrayList<>();
    file.get("groups")
        .forEach(group -> rules.addAll((List<Map<String, Object>>) group.get("rules")));
    return rules;
  }

  static JsonNode dashboard() {
    try {
      return new ObjectMapper().readTree(Repository.read(DASHBOARD));
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
