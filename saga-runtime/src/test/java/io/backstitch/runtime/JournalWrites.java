package io.backstitch.runtime;

import io.backstitch.servers.ClientRequest;
import java.util.Locale;

/** Recognizes on the wire what an engine writes, however many facts it writes together. */
public final class JournalWrites {

  private JournalWrites() {}

  /** Any request of a transaction that has written facts, the commit included. */
  public static boolean any(ClientRequest request) {
    return request.transaction().stream().anyMatch(JournalWrites::writes);
  }

  /** The request that makes facts durable. */
  static boolean commits(ClientRequest request) {
    return request.commits() && any(request);
  }

  /** The request that makes facts durable, among which is one that mentions this. */
  static boolean commits(ClientRequest request, String kindOrStatus) {
    return request.commits()
        && request.transaction().stream()
            .anyMatch(part -> writes(part) && part.mentions(kindOrStatus));
  }

  private static boolean writes(ClientRequest request) {
    return request.statements().stream()
        .map(sql -> sql.toLowerCase(Locale.ROOT))
        .anyMatch(sql -> sql.contains("insert into") && sql.contains("saga_journal"));
  }
}
