package dev.tocsin.standalone.deploy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.standalone.Tocsin;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.worker.config.WorkerLimits;
import io.dropwizard.core.server.DefaultServerFactory;
import io.temporal.api.enums.v1.IndexedValueType;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** Holds docker-compose.yml to the configuration, the launcher and what else it is made for. */
class ComposeTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "TOCSIN_BOOTSTRAP_KEY",
          "tocsin_of_a_test_24_characters",
          "TOCSIN_SECRETS_KEYS",
          TestSecrets.KEYS);
  private static final List<String> ROLES = List.of("api", "worker");

  /** Read by the AWS SDK and by the java command, not by the configuration. */
  private static final Set<String> READ_BY_OTHERS =
      Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "JDK_JAVA_OPTIONS");

  private final ComposeFile compose = ComposeFile.read(REQUIRED);

  @ParameterizedTest
  @ValueSource(strings = {"api", "worker"})
  void everyVariableOfARoleIsOneThatItsConfigurationReads(String role) {
    Set<String> read = Repository.variablesOf(role + "/src/main/resources/tocsin-" + role + ".yml");
    Set<String> known = new TreeSet<>(READ_BY_OTHERS);
    known.addAll(read);
    if (role.equals("worker")) {
      known.add("TOCSIN_PORT"); // shared with the API; a worker has no such connector
    }
    assertThat(compose.service(role).environmentNames())
        .allSatisfy(v -> assertThat(known).contains(v));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "worker"})
  void publishesWhatTheConfigurationListensOn(String role) throws Exception {
    ComposeFile.Service service = compose.service(role);
    DefaultServerFactory server = RoleConfiguration.of(role, service.environment()).server();
    Set<Integer> listening = RoleConfiguration.ports(server);
    Set<Integer> published =
        service.list("ports").stream()
            .map(port -> Integer.valueOf(port.substring(port.lastIndexOf(':') + 1)))
            .collect(toSet());
    assertThat(published).isEqualTo(listening);
    int admin = RoleConfiguration.adminPort(server);
    assertThat(service.healthcheck())
        .startsWith("CMD", "curl", "--fail")
        .endsWith("http://127.0.0.1:" + admin + "/healthcheck");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "worker"})
  void aRolesConfigurationIsValidAndPointsIntoTheStack(String role) throws Exception {
    RoleConfiguration configuration =
        RoleConfiguration.of(role, compose.service(role).environment());
    assertThat(configuration.process().temporal().address()).isEqualTo("temporal:7233");
    assertThat(configuration.process().database().url())
        .isEqualTo("jdbc:postgresql://postgres:5432/tocsin");
    assertThat(configuration.process().delivery().sesEndpoint()).isEqualTo("http://ses:8005");
    assertThat(configuration.process().delivery().privateTargets()).isEqualTo(PrivateTargets.DENY);
    assertThat(compose.services()).containsKeys("temporal", "postgres", "ses");
  }

  @Test
  void mailsGoToAwsWhereTheEndpointIsSetToNothing() throws Exception {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.put("SES_ENDPOINT", "");
    environment.put("AWS_REGION", "eu-west-1");
    for (String role : ROLES) {
      var delivery =
          RoleConfiguration.of(role, ComposeFile.read(environment).service(role).environment())
              .process()
              .delivery();
      assertThat(delivery.sesEndpoint()).isEmpty();
      assertThat(delivery.sesRegion()).isEqualTo("eu-west-1");
    }
  }

  @Test
  void refusesToStartWithoutAFirstKey() {
    ComposeFile without = ComposeFile.read(Map.of("TOCSIN_SECRETS_KEYS", TestSecrets.KEYS));
    assertThatThrownBy(() -> without.service("api").environment())
        .hasMessageContaining("TOCSIN_BOOTSTRAP_KEY");
    assertThat(compose.service("worker").environment()).doesNotContainKey("TOCSIN_BOOTSTRAP_KEY");
  }

  @Test
  void refusesToStartWithoutAKeyForSecrets() {
    ComposeFile without =
        ComposeFile.read(Map.of("TOCSIN_BOOTSTRAP_KEY", "tocsin_of_a_test_24_characters"));
    for (String role : ROLES) {
      assertThatThrownBy(() -> without.service(role).environment())
          .hasMessageContaining("TOCSIN_SECRETS_KEYS");
    }
  }

  @Test
  void theRolesAreOneImageAndCommandsOfTheLauncher() {
    Set<String> commands = new CommandLine(Tocsin.class).getSubcommands().keySet();
    for (String role : ROLES) {
      assertThat(commands).contains(role);
      assertThat(compose.service(role).list("command")).containsExactly(role);
      assertThat(compose.service(role).isBuiltHere()).isTrue();
    }
    assertThat(compose.service("api").image()).isEqualTo(compose.service("worker").image());
    assertThat(Repository.read("pom.xml"))
        .contains("<version>" + compose.service("api").image().replace("tocsin:", ""));
  }

  @Test
  void aStopIsGivenMoreTimeThanADrainTakes() throws Exception {
    for (String role : ROLES) {
      int grace =
          Integer.parseInt(compose.service(role).text("stop_grace_period").replace("s", ""));
      var requests =
          RoleConfiguration.of(role, compose.service(role).environment())
              .server()
              .getShutdownGracePeriod()
              .toSeconds();
      assertThat((long) grace).isGreaterThan(WorkerLimits.DEFAULT.drainSeconds() + requests);
    }
  }

  @Test
  void everythingStartsAfterWhatItNeeds() {
    var ready = entry("postgres", "service_healthy");
    var namespace = entry("temporal-namespace", "service_completed_successfully");
    for (String role : ROLES) {
      assertThat(compose.service(role).dependsOn())
          .containsOnly(ready, namespace, entry("ses", "service_healthy"));
    }
    assertThat(compose.service("temporal-schema").dependsOn()).containsOnly(ready);
    assertThat(compose.service("temporal").dependsOn())
        .containsOnly(entry("temporal-schema", "service_completed_successfully"));
    assertThat(compose.service("temporal-namespace").dependsOn())
        .containsOnly(entry("temporal", "service_healthy"));
    assertThat(compose.service("temporal-ui").dependsOn()).containsOnly(namespace);
  }

  @Test
  void everyConditionCanComeTrueAndEveryServiceComesBack() {
    Set<String> oneShots = Set.of("temporal-schema", "temporal-namespace");
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(service.text("restart"))
                  .as(name)
                  .isEqualTo(oneShots.contains(name) ? "on-failure" : "unless-stopped");
              service
                  .dependsOn()
                  .forEach(
                      (other, condition) -> {
                        boolean once = condition.equals("service_completed_successfully");
                        assertThat(oneShots.contains(other)).as(other).isEqualTo(once);
                        if (!once) {
                          assertThat(compose.service(other).healthcheck()).as(other).isNotEmpty();
                        }
                      });
            });
  }

  @Test
  void everyPortIsPublishedOnLoopbackOnlyAndOnce() {
    List<String> ports =
        compose.services().values().stream().flatMap(s -> s.list("ports").stream()).toList();
    assertThat(ports).allSatisfy(p -> assertThat(p).matches("127\\.0\\.0\\.1:\\d+:\\d+"));
    assertThat(ports.stream().map(port -> port.split(":")[1])).doesNotHaveDuplicates();
  }

  @Test
  void everyImageIsPinned() {
    compose
        .services()
        .forEach((name, s) -> assertThat(s.image()).as(name).matches("[a-z/-]+:v?\\d+\\.\\d+.*"));
    assertThat(compose.service("temporal-schema").image())
        .isEqualTo(compose.service("temporal-namespace").image());
    assertThat(compose.service("temporal").image().replace("server", "admin-tools"))
        .isEqualTo(compose.service("temporal-schema").image());
  }

  @Test
  void everyFileMountedIsThereAndReadOnly() {
    for (ComposeFile.Service service : compose.services().values()) {
      for (String volume : service.list("volumes")) {
        if (volume.startsWith("./")) {
          assertThat(Repository.path(volume.split(":")[0])).exists();
          assertThat(volume).endsWith(":ro");
        }
      }
      for (String part : service.list("entrypoint")) {
        if (part.startsWith("/etc/tocsin/")) {
          assertThat(Repository.path(part.replace("/etc/tocsin", "deploy/temporal"))).exists();
        }
      }
    }
    assertThat(Files.isExecutable(Repository.path("deploy/postgres/create-databases.sh"))).isTrue();
  }

  @Test
  void theOneShotRegistersTheSearchAttributesOfTheContract() {
    Map<String, IndexedValueType> registered = new TreeMap<>();
    Matcher pair =
        Pattern.compile("--name (\\w+) --type (\\w+)")
            .matcher(Repository.read("deploy/temporal/setup-namespace.sh"));
    while (pair.find()) {
      String type = pair.group(2).replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
      registered.put(pair.group(1), IndexedValueType.valueOf("INDEXED_VALUE_TYPE_" + type));
    }
    assertThat(registered).isEqualTo(TocsinSearchAttributes.registrations());
  }

  @Test
  void theDatabasesOfTheServersAreThoseThatAreCreated() {
    List<String> created = new ArrayList<>();
    Matcher database =
        Pattern.compile("CREATE DATABASE (\\w+) OWNER")
            .matcher(Repository.read("deploy/postgres/create-databases.sh"));
    while (database.find()) {
      created.add(database.group(1));
    }
    Map<String, String> temporal = compose.service("temporal").environment();
    assertThat(created)
        .containsExactlyInAnyOrder(
            "tocsin", temporal.get("DBNAME"), temporal.get("VISIBILITY_DBNAME"));
    Map<String, String> schema = compose.service("temporal-schema").environment();
    assertThat(schema.get("SQL_PASSWORD")).isEqualTo(temporal.get("POSTGRES_PWD"));
    assertThat(schema.get("SQL_PLUGIN")).isEqualTo(temporal.get("DB"));
    Map<String, String> postgres = compose.service("postgres").environment();
    assertThat(postgres.get("TEMPORAL_DB_PASSWORD")).isEqualTo(temporal.get("POSTGRES_PWD"));
    assertThat(postgres.get("TOCSIN_DB_PASSWORD"))
        .isEqualTo(compose.service("api").environment().get("DATABASE_PASSWORD"));
  }

  @Test
  void theDynamicConfigurationIsMountedWhereTheServerLooksAndTurnsFairnessOn() {
    String mounted = compose.service("temporal").environment().get("DYNAMIC_CONFIG_FILE_PATH");
    assertThat(compose.service("temporal").list("volumes"))
        .contains("./deploy/temporal/dynamic-config.yaml:" + mounted + ":ro");
    Map<String, List<Map<String, Object>>> dynamic =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Repository.read("deploy/temporal/dynamic-config.yaml"));
    assertThat(dynamic.get("matching.enableFairness")).containsExactly(Map.of("value", true));
    assertThat((Integer) dynamic.get("frontend.rps").get(0).get("value")).isGreaterThan(2_400);
    assertThat((Integer) dynamic.get("frontend.namespaceRPS").get(0).get("value"))
        .isGreaterThan(2_400);
  }
}
