package io.backstitch.servers;

/**
 * A server or a child process did not do what it was asked to. The message names it, says why and
 * ends with the last lines of its log; nothing of it is left running.
 */
public final class ServerFailedException extends RuntimeException {

  ServerFailedException(String message) {
    super(message);
  }

  ServerFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
