package dev.tocsin.bench.system;

/** The inside of an {@link AppProcess}: an application that ends when whoever measures it does. */
public final class ServedApp {
  private ServedApp() {}

  /** Starts the application. */
  @FunctionalInterface
  public interface Source {
    /**
     * @return the URL that it listens at
     */
    String start() throws Exception;
  }

  /** To be called by the main method; the application's own threads keep it running. */
  public static void run(Source source) throws Exception {
    Orders orders = Orders.claimOutput();
    orders.follow(() -> System.exit(0));
    try {
      orders.tell(source.start());
    } catch (Exception failed) {
      failed.printStackTrace(System.err);
      System.exit(1);
    }
  }
}
