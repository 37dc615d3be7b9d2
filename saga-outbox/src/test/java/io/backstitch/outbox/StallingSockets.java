package io.backstitch.outbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;

/** Connections that say "reading" in the middle of the first large answer, and read no more. */
public final class StallingSockets extends SocketFactory {

  @Override
  public Socket createSocket() {
    return new StallingSocket();
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

  private static final class StallingSocket extends Socket {

    @Override
    public InputStream getInputStream() throws IOException {
      return new StallingStream(super.getInputStream());
    }
  }

  private static final class StallingStream extends FilterInputStream {

    private static final int ENOUGH = 1_000_000;

    private int read;

    StallingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      read += count;
      if (read > ENOUGH) {
        System.out.println("reading");
        while (true) {
          LockSupport.park();
        }
      }
      return count;
    }
  }
}
