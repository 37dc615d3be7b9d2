package io.backstitch.outbox;

import io.backstitch.servers.ClientRequest;
import io.backstitch.servers.RequestMoment;
import java.util.function.Predicate;

/** Where in its turn a relay is killed or frozen: in its broker, or at one of its statements. */
enum TurnPoint {
  LANES_TAKEN(RequestMoment.UNANSWERED, request -> request.mentions("for update skip locked"), 0),
  BATCH_READ(RequestMoment.UNANSWERED, request -> request.mentions("nullif(headers"), 0),
  BEFORE_SENDING(TableBroker.Stuck.BEFORE_STORING, TableBroker.STUCK_AT - 1),
  BEFORE_CONFIRMATION(TableBroker.Stuck.BEFORE_ANSWERING, TableBroker.STUCK_AT),
  BEFORE_DELETING(RequestMoment.UNSENT, TurnPoint::deletes, KilledRelayTest.LETTERS),
  DELETED(RequestMoment.UNANSWERED, TurnPoint::deletes, KilledRelayTest.LETTERS),
  BEFORE_THE_COMMIT(RequestMoment.UNSENT, TurnPoint::commits, KilledRelayTest.LETTERS),
  COMMITTED_WITHOUT_KNOWING(RequestMoment.UNANSWERED, TurnPoint::commits, 0);

  final RequestMoment moment;
  final Predicate<ClientRequest> request;
  final TableBroker.Stuck stuck;

  /** How many messages were sent by then that another relay will send again. */
  final int inDoubt;

  TurnPoint(RequestMoment moment, Predicate<ClientRequest> request, int inDoubt) {
    this.moment = moment;
    this.request = request;
    this.stuck = TableBroker.Stuck.NEVER;
    this.inDoubt = inDoubt;
  }

  TurnPoint(TableBroker.Stuck stuck, int inDoubt) {
    this.moment = RequestMoment.UNSENT;
    this.request = none -> false;
    this.stuck = stuck;
    this.inDoubt = inDoubt;
  }

  boolean isInBroker() {
    return stuck != TableBroker.Stuck.NEVER;
  }

  private static boolean deletes(ClientRequest request) {
    return request.mentions("where o.ctid = d.tuple");
  }

  private static boolean commits(ClientRequest request) {
    return request.commits() && request.transaction().stream().anyMatch(TurnPoint::deletes);
  }
}
