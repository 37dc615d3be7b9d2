package io.backstitch.runtime.storm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the callers at all engines fetch what they are to start, so that it goes to whichever
 * lives. Remembers what they were told. It is no part of what the storm strikes.
 */
final class Desk implements AutoCloseable {

  /** What a caller says when it has heard an order. */
  static final String TAKEN = "taken";

  static final String ACCEPTED = "accepted ";
  static final String ENDED = "ended ";
  static final String FAILED = "failed ";
  static final String UNEXPECTED = "unexpected ";

  private final ServerSocket door;
  private final BlockingQueue<Order> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger doubts = new AtomicInteger();
  private final Map<String, Order> ordered = new ConcurrentHashMap<>();
  private final Set<String> tried = ConcurrentHashMap.newKeySet();
  private final Map<String, String> ends = new ConcurrentHashMap<>();
  private final Map<String, String> ids = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

  Desk() throws IOException {
    door = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    daemon(this::welcome);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "storm-desk");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return door.getLocalPort();
  }

  void add(Order order) {
    ordered.put(order.key(), order);
    unanswered.incrementAndGet();
    waiting.add(order);
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        daemon(() -> serve(caller));
      } catch (IOException e) {
        // Closed, or the caller is gone again.
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
      PrintWriter orders = new PrintWriter(caller.getOutputStream(), true, StandardCharsets.UTF_8);
      while (serve(waiting.take(), orders, answers)) {}
    } catch (IOException e) {
      // Its engine is gone, and another one takes what is ordered next.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the caller is still there. */
  private boolean serve(Order order, PrintWriter orders, BufferedReader answers) {
    boolean taken = false;
    try {
      tried.add(order.key());
      orders.println(order.line());
      taken = TAKEN.equals(answers.readLine());
      String answer = taken ? answers.readLine() : null;
      if (answer != null) {
        note(order, answer);
        return true;
      }
    } catch (IOException e) {
      // Told nothing, as if the connection had ended in order.
    }
    if (taken) {
      doubts.incrementAndGet();
    }
    again(order, !taken || order.insists());
    return false;
  }

  private void note(Order order, String answer) {
    if (answer.startsWith(ENDED)) {
      ends.put(order.key(), answer.substring(ENDED.length()));
      unanswered.decrementAndGet();
    } else if (answer.startsWith(ACCEPTED)) {
      ids.put(order.key(), answer.substring(ACCEPTED.length()));
      unanswered.decrementAndGet();
    } else if (answer.startsWith(FAILED)) {
      failures.add(order.key() + " " + answer);
      again(order, order.insists());
    } else {
      surprises.add(order + " " + answer);
      unanswered.decrementAndGet();
    }
  }

  private void again(Order order, boolean really) {
    if (really) {
      waiting.add(order);
    } else {
      unanswered.decrementAndGet();
    }
  }

  /** Takes back what nobody has heard of; what somebody has tried to start is still started. */
  void takeBackWhatWaits() {
    for (Order order : waiting) {
      if (!tried.contains(order.key()) && waiting.remove(order)) {
        ordered.remove(order.key());
        unanswered.decrementAndGet();
      }
    }
  }

  /** How many orders nobody has answered for good. */
  int unanswered() {
    return unanswered.get();
  }

  Map<String, Order> ordered() {
    return ordered;
  }

  /** How the sagas ended whose callers were told so, by key. */
  Map<String, String> ends() {
    return ends;
  }

  /** The ids of the sagas that were accepted, by key. */
  Map<String, String> ids() {
    return ids;
  }

  /** What callers were told of starts that failed, as they may in a storm. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** What no storm explains. */
  List<String> surprises() {
    return List.copyOf(surprises);
  }

  /** How often a caller was gone before it was told anything. */
  int doubts() {
    return doubts.get();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
