package dev.tocsin.bench.system;

import dev.tocsin.standalone.dev.LocalTocsin;

/** How to reach a Tocsin and its servers. */
record SystemAddress(
    String url,
    String key,
    String jdbcUrl,
    String user,
    String password,
    String temporal,
    String namespace) {

  static SystemAddress of(LocalTocsin tocsin) {
    var postgres = tocsin.servers().postgres();
    var temporal = tocsin.servers().temporal();
    return new SystemAddress(
        tocsin.url(),
        tocsin.key().text(),
        postgres.jdbcUrl(),
        postgres.user(),
        postgres.password(),
        temporal.address(),
        temporal.namespace());
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "SystemAddress[" + url + "]";
  }
}
