package io.backstitch.broker.rabbitmq;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import java.net.URI;
import java.util.Set;

/**
 * Makes a {@link RabbitBroker} from {@code amqp://user:password@host:port,host:port/vhost}, or
 * {@code amqps://…} for TLS with what the JVM trusts. Found by ServiceLoader.
 *
 * <table>
 *   <caption>Parts of the address</caption>
 *   <tr><th>part</th><th>if it is left out</th></tr>
 *   <tr><td>{@code user:password}</td><td>guest, guest</td></tr>
 *   <tr><td>port</td><td>5672, or 5671 for TLS</td></tr>
 *   <tr><td>vhost, percent-encoded</td><td>{@code /}</td></tr>
 *   <tr><td>option {@code route}: {@code type}, {@code key} or {@code queue}; see {@link Routing}
 *       </td><td>{@code type}</td></tr>
 *   <tr><td>option {@code declare}: {@code quorum} or {@code classic}; see {@link
 *       RabbitBroker.Builder#declareQuorumQueues()}</td><td>nothing is created</td></tr>
 *   <tr><td>option {@code source}: what {@code ce_source} says</td><td>{@code /backstitch}</td></tr>
 * </table>
 */
public final class RabbitBrokerProvider implements MessageBrokerProvider {

  /** Called by ServiceLoader. */
  public RabbitBrokerProvider() {}

  @Override
  public Set<String> schemes() {
    return RabbitAddress.SCHEMES;
  }

  @Override
  public MessageBroker connect(URI address) {
    return RabbitBroker.builder(address).build();
  }
}
