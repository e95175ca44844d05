package dev.tocsin.standalone.deploy;

import dev.tocsin.api.process.ApiConfiguration;
import dev.tocsin.worker.config.ConfigurationSource;
import dev.tocsin.worker.config.ProcessConfig;
import dev.tocsin.worker.process.WorkerConfig;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration that a role comes with, read and validated as its process does it. */
record RoleConfiguration(ProcessConfig process) {

  static RoleConfiguration of(String role, Map<String, String> environment) throws Exception {
    Class<? extends ProcessConfig> type =
        role.equals("api") ? ApiConfiguration.class : WorkerConfig.class;
    return new RoleConfiguration(
        new YamlConfigurationFactory<>(
                type, Validators.newValidator(), Jackson.newObjectMapper(), "dw")
            .build(ConfigurationSource.of(environment), "tocsin-" + role + ".yml"));
  }

  DefaultServerFactory server() {
    return (DefaultServerFactory) process.getServerFactory();
  }

  static Set<Integer> ports(DefaultServerFactory server) {
    return Stream.of(server.getApplicationConnectors(), server.getAdminConnectors())
        .flatMap(List::stream)
        .map(RoleConfiguration::port)
        .collect(Collectors.toSet());
  }

  static int adminPort(DefaultServerFactory server) {
    return port(server.getAdminConnectors().get(0));
  }

  private static int port(ConnectorFactory connector) {
    return ((HttpConnectorFactory) connector).getPort();
  }
}
