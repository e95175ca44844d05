package dev.tocsin.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.api.errors.MissingRoleException;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.KeyUsageDao;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.systemevent.SystemEventLog;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

class AccessFeatureTest {
  /** Operations as somebody might write them. */
  static final class Operations {
    public void forgotten() {}

    @Allowed(Role.PUBLISH)
    public void single() {}

    @Allowed(value = Role.PUBLISH, countsItself = true)
    public void batch() {}
  }

  @Test
  void anOperationThatSaysNothingIsRefusedToEverybody() {
    RoleFilter filter = only(RoleFilter.class, filtersOf("forgotten"));
    ContainerRequest admin =
        new ContainerRequest(null, null, "GET", null, new MapPropertiesDelegate());
    admin.setSecurityContext(calledBy(Role.ADMIN));
    assertThatThrownBy(() -> filter.filter(admin)).isInstanceOf(MissingRoleException.class);
  }

  @Test
  void anOperationIsCountedUnlessItCountsItself() {
    assertThat(filtersOf("single")).hasAtLeastOneElementOfType(UsageFilter.class);
    assertThat(filtersOf("forgotten")).hasAtLeastOneElementOfType(UsageFilter.class);
    assertThat(filtersOf("batch"))
        .doesNotHaveAnyElementsOfTypes(UsageFilter.class)
        .hasAtLeastOneElementOfType(ApiKeyFilter.class)
        .hasAtLeastOneElementOfType(RoleFilter.class);
  }

  private static <T> T only(Class<T> type, List<Object> filters) {
    return type.cast(filters.stream().filter(type::isInstance).findFirst().orElseThrow());
  }

  private static List<Object> filtersOf(String operation) {
    DatabaseConfig nowhere = new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/x", "x", "", 2);
    List<Object> registered = new ArrayList<>();
    try (Database unused = Database.open(nowhere)) {
      Clock clock = Clock.systemUTC();
      new AccessFeature(
              new ApiKeys(new ApiKeyDao(unused), clock),
              new UsagePlans(
                  new KeyUsageDao(unused, clock),
                  new RefusalNotices(unused, SystemEventLog.leftToRecovery(), clock)))
          .configure(resource(operation), recording(registered));
    }
    return registered;
  }

  private static ResourceInfo resource(String operation) {
    return new ResourceInfo() {
      @Override
      public Method getResourceMethod() {
        try {
          return Operations.class.getMethod(operation);
        } catch (NoSuchMethodException impossible) {
          throw new IllegalStateException(impossible);
        }
      }

      @Override
      public Class<?> getResourceClass() {
        return Operations.class;
      }
    };
  }

  private static FeatureContext recording(List<Object> registered) {
    return (FeatureContext)
        Proxy.newProxyInstance(
            FeatureContext.class.getClassLoader(),
            new Class<?>[] {FeatureContext.class},
            (proxy, method, arguments) -> {
              registered.add(arguments[0]);
              return proxy;
            });
  }

  private static SecurityContext calledBy(Role role) {
    Caller caller = new Caller("default", "key_1", Set.of(role), Plan.UNLIMITED, "key_1");
    return new SecurityContext() {
      @Override
      public Principal getUserPrincipal() {
        return caller;
      }

      @Override
      public boolean isUserInRole(String name) {
        return true;
      }

      @Override
      public boolean isSecure() {
        return true;
      }

      @Override
      public String getAuthenticationScheme() {
        return "API_KEY";
      }
    };
  }
}
