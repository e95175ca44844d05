package dev.tocsin.activities.channel.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/** Makes sockets that can be closed from another thread; once closed, it makes no more. */
final class ClosableSockets extends SocketFactory {
  private final List<Socket> made = new ArrayList<>();
  private boolean closed;

  @Override
  public synchronized Socket createSocket() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    Socket socket = new Socket(Proxy.NO_PROXY);
    made.add(socket);
    return socket;
  }

  synchronized void close() {
    closed = true;
    for (Socket socket : made) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is of no use to anybody any more.
      }
    }
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }
}
