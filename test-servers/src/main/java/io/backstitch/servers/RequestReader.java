package io.backstitch.servers;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts the messages of one client together to requests, and remembers what it has prepared. Used by
 * one thread, except for {@link #isReady}.
 */
final class RequestReader {

  /** What the server says in ReadyForQuery while no transaction is open. */
  private static final char IDLE = 'I';

  private final Map<String, String> prepared = new HashMap<>();
  private final Map<String, String> portals = new HashMap<>();
  private final List<String> statements = new ArrayList<>();
  private final List<ClientRequest> transaction = new ArrayList<>();
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int sent = 1; // The start-up.
  private final AtomicInteger answered = new AtomicInteger();
  private volatile char status = IDLE;

  /** Takes the client's next message, and returns the request that it ends, if it ends one. */
  Optional<ClientRequest> add(WireMessage message) {
    bytes.writeBytes(message.bytes());
    switch (message.type()) {
      case 'P' -> prepared.put(message.text(0), message.text(1));
      case 'B' -> portals.put(message.text(0), prepared.getOrDefault(message.text(1), ""));
      case 'E' -> statements.add(portals.getOrDefault(message.text(0), ""));
      case 'Q' -> statements.add(message.text(0));
      default -> {}
    }
    return endsRequest(message.type()) ? Optional.of(request()) : Optional.empty();
  }

  /** Whether the server says that it is ready when it has done what this message ends. */
  private static boolean endsRequest(char type) {
    return type == 'S' || type == 'Q' || type == 'F';
  }

  /** Whether a message waits for those that complete the request. */
  static boolean belongsToRequest(char type) {
    return "PBDEC".indexOf(type) >= 0;
  }

  private ClientRequest request() {
    if (!inTransaction()) {
      transaction.clear();
    }
    ClientRequest request = new ClientRequest(statements, bytes.toByteArray(), transaction);
    transaction.add(request);
    statements.clear();
    sent++;
    return request;
  }

  /** What the server said last; or what it will say, if the client does not wait for that. */
  private boolean inTransaction() {
    if (answered.get() == sent) {
      return status != IDLE;
    }
    return !transaction.isEmpty()
        && transaction.get(transaction.size() - 1).leavesTransactionOpen();
  }

  /** What was added since the last time, as it came. */
  byte[] takeBytes() {
    byte[] taken = bytes.toByteArray();
    bytes = new ByteArrayOutputStream();
    return taken;
  }

  /** The server has answered a request, and said how the client's transaction stands. */
  void isReady(char status) {
    this.status = status;
    answered.incrementAndGet();
  }
}
