package io.backstitch.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What stands beside the payload of a message on every broker: the attributes of CloudEvents 1.0 in
 * binary mode, and the message's own headers. Adapters send exactly these names and values, so that
 * a consumer finds the same whichever broker a message came by.
 *
 * <table>
 *   <caption>Names and values</caption>
 *   <tr><th>name</th><th>value</th></tr>
 *   <tr><td>{@code ce_specversion}</td><td>{@code 1.0}</td></tr>
 *   <tr><td>{@code ce_id}</td><td>the id of the message; the same in every duplicate</td></tr>
 *   <tr><td>{@code ce_source}</td><td>where it happened: a setting of the adapter, or the message's
 *       own header of this name</td></tr>
 *   <tr><td>{@code ce_type}</td><td>the type</td></tr>
 *   <tr><td>{@code ce_time}</td><td>when it was appended, in UTC as in RFC 3339</td></tr>
 *   <tr><td>{@code ce_partitionkey}</td><td>the key</td></tr>
 *   <tr><td>{@code traceparent}, {@code tracestate}</td><td>the W3C trace context, where the message
 *       has headers of these names</td></tr>
 *   <tr><td>{@code content-type}</td><td>what the payload is, where the message has such a header
 *   </td></tr>
 *   <tr><td>any other</td><td>the message's headers, unchanged</td></tr>
 * </table>
 */
public final class CloudEventAttributes {

  /** The name of the attribute by which receivers tell a duplicate. */
  public static final String ID = "ce_id";

  /** The source of messages where neither they nor the adapter name one. */
  public static final String DEFAULT_SOURCE = "/backstitch";

  private static final String SPEC_VERSION = "ce_specversion";
  private static final String SOURCE = "ce_source";
  private static final String TYPE = "ce_type";
  private static final String TIME = "ce_time";
  private static final String KEY = "ce_partitionkey";

  /** What the message says by other means than a header. */
  static final Set<String> OURS = Set.of(SPEC_VERSION, ID, TYPE, TIME, KEY);

  private CloudEventAttributes() {}

  /**
   * The attributes and headers of a message.
   *
   * @param message any message
   * @param source what {@code ce_source} says if the message has no header of this name
   * @return names and values in the order of the table; the caller may change the map
   */
  public static Map<String, String> of(OutboxMessage message, String source) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(SPEC_VERSION, "1.0");
    attributes.put(ID, message.id().toString());
    attributes.put(SOURCE, source);
    attributes.put(TYPE, message.type());
    message.createdAt().ifPresent(time -> attributes.put(TIME, time.toString()));
    attributes.put(KEY, message.key());
    message
        .headers()
        .forEach(
            (name, value) -> {
              if (!OURS.contains(name)) {
                attributes.put(name, value);
              }
            });
    return attributes;
  }
}
