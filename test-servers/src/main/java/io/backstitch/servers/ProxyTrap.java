package io.backstitch.servers;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits in a {@link PostgresProxy} for one request, and then does something, once. It is not set
 * before {@link #cut()}, {@link #cutAfter} or {@link #run} is called. Safe for use by several
 * threads once it is set.
 */
public final class ProxyTrap {

  private final PostgresProxy proxy;
  private final RequestMoment moment;
  private final Predicate<ClientRequest> which;
  private final AtomicInteger seen = new AtomicInteger();
  private final CountDownLatch sprung = new CountDownLatch(1);
  private int nth = 1;
  private boolean cuts;
  private Runnable action = () -> {};
  private volatile @Nullable ClientRequest caught;

  ProxyTrap(PostgresProxy proxy, RequestMoment moment, Predicate<ClientRequest> which) {
    this.proxy = proxy;
    this.moment = moment;
    this.which = which;
  }

  /**
   * Lets some requests pass before.
   *
   * @param nth which of those that it is for it catches, over all connections; the first is 1
   * @return this
   */
  public ProxyTrap nth(int nth) {
    this.nth = nth;
    return this;
  }

  /**
   * Sets the trap: at the moment, the connection of the request is cut at both ends.
   *
   * @return this
   */
  public ProxyTrap cut() {
    return cutAfter(() -> {});
  }

  /**
   * Sets the trap: at the moment, something is done while the connection of the request stands
   * still, and then the connection is cut.
   *
   * @param action what is done, for example the client killed
   * @return this
   */
  public ProxyTrap cutAfter(Runnable action) {
    this.cuts = true;
    return run(action);
  }

  /**
   * Sets the trap: at the moment, something is done while the connection of the request stands
   * still, and then it goes on.
   *
   * @param action what is done; it may take as long as it likes
   * @return this
   */
  public ProxyTrap run(Runnable action) {
    this.action = action;
    proxy.set(this);
    return this;
  }

  /**
   * Whether it has done its work.
   *
   * @return false as long as the request has not come
   */
  public boolean isSprung() {
    return sprung.getCount() == 0;
  }

  /**
   * Waits until it has done its work.
   *
   * @param limit how long
   * @return the request that it caught
   * @throws ServerFailedException if the request did not come in time
   */
  public ClientRequest await(Duration limit) {
    boolean inTime = false;
    try {
      inTime = sprung.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ClientRequest request = caught;
    if (!inTime || request == null) {
      throw new ServerFailedException(
          "The trap %s was not sprung within %d ms: %d of %d requests of its kind had come."
              .formatted(moment, limit.toMillis(), seen.get(), nth));
    }
    return request;
  }

  RequestMoment moment() {
    return moment;
  }

  boolean catches(ClientRequest request) {
    if (isSprung() || !which.test(request) || seen.incrementAndGet() != nth) {
      return false;
    }
    caught = request;
    return true;
  }

  void spring(ProxiedConnection connection) {
    try {
      action.run();
      if (cuts) {
        connection.cut();
      }
    } finally {
      sprung.countDown();
    }
  }
}
