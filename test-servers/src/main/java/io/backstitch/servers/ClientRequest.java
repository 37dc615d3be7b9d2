package io.backstitch.servers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a client sends before it waits for an answer: all up to a Sync, or one simple query. It is
 * one round trip, and may execute several statements.
 */
public final class ClientRequest {

  private static final Pattern BEGIN = statement("begin|start\\s+transaction");
  private static final Pattern COMMIT = statement("commit|end");
  private static final Pattern ROLLBACK = statement("rollback(?!\\s+to)|abort");

  private final List<String> statements;
  private final String bytes;
  private final List<ClientRequest> earlier;

  /**
   * A request.
   *
   * @param statements what it executes
   * @param bytes as they are on the wire
   * @param earlier the requests of the transaction in which it is sent, if one is open
   */
  ClientRequest(List<String> statements, byte[] bytes, List<ClientRequest> earlier) {
    this.statements = List.copyOf(statements);
    this.bytes = new String(bytes, StandardCharsets.ISO_8859_1);
    this.earlier = List.copyOf(earlier);
  }

  private static Pattern statement(String words) {
    return Pattern.compile("(^|;)\\s*(" + words + ")\\b", Pattern.CASE_INSENSITIVE);
  }

  /**
   * The statements that it executes, in their order; those that were prepared earlier too.
   *
   * @return each as the client wrote it
   */
  public List<String> statements() {
    return statements;
  }

  /**
   * Whether a text stands in one of its statements or anywhere in what it sends, parameters
   * included.
   *
   * @param text with the same case
   * @return whether it does
   */
  public boolean mentions(String text) {
    String onTheWire =
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return bytes.contains(onTheWire)
        || statements.stream().anyMatch(statement -> statement.contains(text));
  }

  /**
   * Whether it makes something durable, if the server does it: it commits the open transaction, or
   * it is not part of one.
   *
   * @return whether it does
   */
  public boolean commits() {
    return has(COMMIT) || (earlier.isEmpty() && !has(BEGIN));
  }

  /** Whether a transaction is open after it, if the server does it. */
  boolean leavesTransactionOpen() {
    return !has(COMMIT) && !has(ROLLBACK) && (has(BEGIN) || !earlier.isEmpty());
  }

  /**
   * The requests of its transaction so far, itself the last of them.
   *
   * @return the requests, or this one alone if no transaction is open
   */
  public List<ClientRequest> transaction() {
    return Stream.concat(earlier.stream(), Stream.of(this)).toList();
  }

  private boolean has(Pattern statement) {
    return statements.stream().anyMatch(text -> statement.matcher(text).find());
  }

  @Override
  public String toString() {
    List<String> brief = new ArrayList<>();
    statements.forEach(text -> brief.add(text.strip().replaceAll("\\s+", " ")));
    return String.join("; ", brief);
  }
}
