package io.backstitch.runtime;

import java.util.Optional;

/**
 * Judges exceptions that are no {@link StepFailure}. An engine asks its own classifiers first, in
 * the order in which they were given, and then the standard one:
 *
 * <table>
 *   <caption>The standard classification, the outermost match in the chain of causes first</caption>
 *   <tr><th>exception</th><th>kind</th></tr>
 *   <tr><td>{@code IOException}, {@code TimeoutException}, {@code InterruptedException}</td>
 *       <td>transient</td></tr>
 *   <tr><td>{@code SQLTransientException}, {@code SQLRecoverableException}, {@code SQLException}
 *       with SQLSTATE 08, 40, 53, 55, 57 or 25P03</td><td>transient</td></tr>
 *   <tr><td>any other {@code SQLException}</td><td>permanent</td></tr>
 *   <tr><td>{@code SecurityException}, {@code AccessDeniedException}</td><td>security</td></tr>
 *   <tr><td>{@code NullPointerException}, {@code IllegalArgumentException}, {@code
 *       IllegalStateException}, {@code ClassCastException}, {@code ArithmeticException}, {@code
 *       IndexOutOfBoundsException}, {@code UnsupportedOperationException}</td>
 *       <td>permanent</td></tr>
 *   <tr><td>everything else, and every {@code Error}</td><td>integration</td></tr>
 * </table>
 */
@FunctionalInterface
public interface FailureClassifier {

  /**
   * Judges one exception. Called in the thread of the step, once for each failed attempt.
   *
   * @param failure what the step threw
   * @return its kind, or empty to leave it to the next classifier; one that throws or returns null
   *     is passed over
   */
  Optional<FailureKind> classify(Throwable failure);
}
