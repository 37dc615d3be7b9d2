package io.backstitch.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address on which nobody listens at the moment. They are none of those that
 * the operating system gives to clients: one of these could be taken while a server that had it is
 * down for a moment.
 */
final class FreePort {

  private static final int FIRST = 12_000;
  private static final int LAST = 31_999;
  private static final int TRIES = 1_000;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  static int next() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new ServerFailedException(
        "No port from %d to %d is free. Nothing was started. End what listens there."
            .formatted(FIRST, LAST));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
