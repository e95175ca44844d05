package dev.tocsin.api.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JDK's maker of certificates, which knows the extension that says where an issuer is found.
 */
final class Keytool implements AutoCloseable {
  private static final String PASSWORD = "changeit";
  private final Path folder = Files.createTempDirectory("keytool");

  Keytool() throws IOException {}

  /** A root, an issuer below it, and a signer below that, which says where the issuer is found. */
  void authorityWithSigner(String issuerUrl) throws IOException, InterruptedException {
    pair("root", "-ext", "bc:c");
    pair("issuer");
    pair("signer");
    sign("root", "issuer", "-ext", "bc:c=ca:true,pathlen:0");
    sign(
        "issuer",
        "signer",
        "-ext",
        "san=dns:sns.amazonaws.com",
        "-ext",
        "aia=caIssuers:uri:" + issuerUrl);
  }

  byte[] certificate(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name + ".cer"));
  }

  PrivateKey key(String name) throws Exception {
    return (PrivateKey) store().getKey(name, PASSWORD.toCharArray());
  }

  TrustAnchor anchor() throws Exception {
    return new TrustAnchor((X509Certificate) store().getCertificate("root"), null);
  }

  private KeyStore store() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(folder.resolve("keys"))) {
      store.load(file, PASSWORD.toCharArray());
    }
    return store;
  }

  private void pair(String name, String... more) throws IOException, InterruptedException {
    run(List.of("-genkeypair", "-alias", name, "-keyalg", "RSA", "-dname", "CN=" + name), more);
  }

  private void sign(String issuer, String name, String... more)
      throws IOException, InterruptedException {
    String request = folder.resolve(name + ".csr").toString();
    run(List.of("-certreq", "-alias", name, "-file", request));
    run(
        List.of(
            "-gencert",
            "-rfc",
            "-alias",
            issuer,
            "-infile",
            request,
            "-outfile",
            folder.resolve(name + ".cer").toString()),
        more);
  }

  private void run(List<String> arguments, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of(more));
    command.addAll(
        List.of(
            "-storetype",
            "PKCS12",
            "-keystore",
            folder.resolve("keys").toString(),
            "-storepass",
            PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
