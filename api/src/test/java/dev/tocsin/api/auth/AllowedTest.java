package dev.tocsin.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.inbound.InboundSesResource;
import dev.tocsin.api.key.KeyResource;
import dev.tocsin.api.openapi.OpenApiResource;
import dev.tocsin.api.page.PageFilesResource;
import dev.tocsin.store.key.Role;
import io.dropwizard.auth.Auth;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody can add an operation and forget to say who may call it. */
class AllowedTest {
  @Test
  void everyOperationSaysWhichRolesMayCallIt() throws Exception {
    List<Method> operations = operations();
    assertThat(operations).hasSizeGreaterThan(15);
    assertThat(operations)
        .filteredOn(operation -> !operation.isAnnotationPresent(PermitAll.class))
        .allSatisfy(
            operation -> {
              assertThat(operation.isAnnotationPresent(Allowed.class)).isTrue();
              assertThat(operation.getAnnotation(Allowed.class).value()).isNotEmpty();
              assertThat(operation.getParameters())
                  .anyMatch(p -> p.isAnnotationPresent(Auth.class));
            });
  }

  /** And what Amazon SNS posts, which proves itself by a token, its topic and its signature. */
  @Test
  void onlyTheDescriptionOfTheApiAndTheLookOfPagesAreForEverybody() throws Exception {
    assertThat(operations())
        .filteredOn(operation -> operation.isAnnotationPresent(PermitAll.class))
        .isNotEmpty()
        .allSatisfy(
            operation ->
                assertThat(operation.getDeclaringClass())
                    .isIn(
                        OpenApiResource.class, PageFilesResource.class, InboundSesResource.class));
  }

  @Test
  void everythingUnderAdminTakesAnAdmin() throws Exception {
    assertThat(operations())
        .filteredOn(each -> path(each).startsWith("/admin"))
        .hasSizeGreaterThan(4)
        .allSatisfy(
            each ->
                assertThat(each.getAnnotation(Allowed.class).value()).containsExactly(Role.ADMIN));
  }

  private static String path(Method operation) {
    Path path = operation.getDeclaringClass().getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }

  private static List<Method> operations() throws Exception {
    java.nio.file.Path classes =
        java.nio.file.Path.of(
            KeyResource.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<java.nio.file.Path> files = Files.walk(classes.resolve("dev/tocsin/api"))) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - 6).replace(java.io.File.separator, "."))
          .flatMap(name -> Arrays.stream(load(name).getDeclaredMethods()))
          .filter(AllowedTest::isOperation)
          .toList();
    }
  }

  private static boolean isOperation(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(each -> each.annotationType().isAnnotationPresent(HttpMethod.class));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, AllowedTest.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
