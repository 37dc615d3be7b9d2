package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.FrameHandler;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the client and its socket, and leaves out the flush that the client makes after
 * each message, which is a call of the operating system, and a packet, for each of them.
 *
 * <p>A proxy, because the methods of {@link FrameHandler} have changed between versions of the
 * client, and applications bring their own.
 */
final class Wire implements InvocationHandler {

  private final FrameHandler frames;
  private volatile @Nullable Thread gatherer;

  private Wire(FrameHandler frames) {
    this.frames = frames;
  }

  /** Makes connections that have a wire. */
  static final class Factory extends ConnectionFactory {
    @Override
    protected synchronized FrameHandlerFactory createFrameHandlerFactory() throws IOException {
      FrameHandlerFactory theirs = super.createFrameHandlerFactory();
      return (address, name) -> {
        Wire wire = new Wire(theirs.create(address, name));
        return (FrameHandler)
            Proxy.newProxyInstance(
                Wire.class.getClassLoader(), new Class<?>[] {FrameHandler.class}, wire);
      };
    }
  }

  static Wire of(FrameHandler frames) {
    return (Wire) Proxy.getInvocationHandler(frames);
  }

  /** From now on what this thread writes stays in the buffer while it has room. */
  void gather() {
    gatherer = Thread.currentThread();
  }

  /** What is written is sent at once again, and with it all that stands in the buffer. */
  void gatherNoMore() {
    gatherer = null;
  }

  /** Closes the socket. Whoever is stuck in writing to it fails. */
  void cut() {
    frames.close();
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (Thread.currentThread().equals(gatherer) && method.getName().equals("flush")) {
      return null;
    }
    try {
      return method.invoke(frames, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
