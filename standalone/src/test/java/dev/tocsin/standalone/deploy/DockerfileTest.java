package dev.tocsin.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.TestSecrets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the Dockerfile to the modules, the jar and the ports. */
class DockerfileTest {
  private static final String NEVER_SHIPPED = "bench";

  private final String dockerfile = Repository.read("Dockerfile");

  @Test
  void copiesEveryModuleAndLetsItPastTheIgnoredFiles() {
    List<String> modules = all("<module>(\\w+)</module>", Repository.read("pom.xml"));
    assertThat(modules).isNotEmpty();
    List<String> let = Repository.read(".dockerignore").lines().toList();
    for (String module : modules) {
      assertThat(dockerfile).contains("COPY " + module + "/pom.xml " + module + "/\n");
      String sources = "COPY " + module + "/src/ " + module + "/src/\n";
      if (module.equals(NEVER_SHIPPED)) {
        assertThat(dockerfile).doesNotContain(sources);
        assertThat(let).contains("!" + module + "/pom.xml").doesNotContain("!" + module);
      } else {
        assertThat(dockerfile).contains(sources);
        assertThat(let).contains("!" + module);
      }
    }
  }

  @Test
  void takesTheJarThatTheBuildMakes() {
    assertThat(Repository.read("standalone/pom.xml"))
        .contains("<outputFile>${project.build.directory}/tocsin.jar</outputFile>");
    assertThat(dockerfile).contains("COPY --from=build /src/standalone/target/tocsin.jar ./\n");
  }

  @Test
  void javaIsTheProcessThatGetsTheSignalsAndIsNotRoot() {
    assertThat(dockerfile)
        .containsPattern("\nENTRYPOINT \\[\"java\", .*\"-jar\", \"tocsin.jar\"]\n");
    assertThat(dockerfile).containsPattern("\nUSER [1-9]\\d*:[1-9]\\d*\n");
  }

  @Test
  void exposesThePortsOfTheApi() throws Exception {
    List<Integer> exposed =
        List.of(all("\nEXPOSE (.*)\n", dockerfile).get(0).split(" ")).stream()
            .map(Integer::valueOf)
            .toList();
    assertThat(exposed)
        .containsExactlyInAnyOrderElementsOf(
            RoleConfiguration.ports(
                RoleConfiguration.of("api", Map.of("TOCSIN_SECRETS_KEYS", TestSecrets.KEYS))
                    .server()));
  }

  @Test
  void everyBaseImageIsPinned() {
    for (String file : List.of("Dockerfile", "deploy/ses/Dockerfile")) {
      assertThat(all("(?m)^FROM (\\S+)", Repository.read(file)))
          .isNotEmpty()
          .allSatisfy(image -> assertThat(image).matches("[a-z/-]+:\\d+\\.\\d+\\.\\d+.*"));
    }
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(DockerfileTest::first).toList();
  }

  private static String first(MatchResult result) {
    return result.group(1);
  }
}
