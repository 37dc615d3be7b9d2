package io.backstitch.broker.tck;

import java.util.concurrent.Callable;

/** A server that is killed, and started again whatever happens meanwhile. */
final class ServerOutage {

  private ServerOutage() {}

  static <T> T during(StoppableServer server, Callable<T> meanwhile) throws Exception {
    server.kill();
    try {
      return meanwhile.call();
    } finally {
      server.start();
    }
  }
}
