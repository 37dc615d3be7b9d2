package io.backstitch.runtime;

import java.util.List;
import java.util.UUID;

/**
 * What has become of an action on all sagas that match.
 *
 * @param done for how many it is done
 * @param requested how many are done by the engines that run them, between two steps
 * @param refused for which it made no sense, and why
 */
public record BulkResult(int done, int requested, List<Refusal> refused) {

  /**
   * One saga to which nothing was done.
   *
   * @param sagaId the instance
   * @param reason why, and what to do instead
   */
  public record Refusal(UUID sagaId, String reason) {}

  /** Copies the list. */
  public BulkResult {
    refused = List.copyOf(refused);
  }
}
