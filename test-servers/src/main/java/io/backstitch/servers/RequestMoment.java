package io.backstitch.servers;

/** A moment in the life of one {@link ClientRequest} that passes through a proxy. */
public enum RequestMoment {
  /** The client has sent it; the server has received nothing of it. */
  UNSENT,
  /** The server has received the first half of its bytes. */
  HALF_SENT,
  /** The server has done all of it and said so; the client has heard nothing of that. */
  UNANSWERED,
  /** The client, too, has received the whole answer. */
  ANSWERED
}
