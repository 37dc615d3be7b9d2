package io.backstitch.runtime.storm;

import io.backstitch.runtime.storm.SagaTrace.Fact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Looks at one journal and the events: what is recorded, how often, and in which order. */
final class RecordsRule {

  private final SagaTrace saga;
  private final List<String> records;
  private final List<String> found = new ArrayList<>();

  private RecordsRule(SagaTrace saga) {
    this.saga = saga;
    this.records = saga.records().toList();
  }

  static List<String> violations(SagaTrace saga) {
    RecordsRule rule = new RecordsRule(saga);
    rule.factsFollowEachOther();
    rule.nothingIsRecordedTwice();
    rule.stepsFollowThoseBeforeThem();
    rule.compensationsFollowThoseOfWhatCameAfter();
    rule.eventsAreThoseOfTheRecords();
    return rule.found;
  }

  private void factsFollowEachOther() {
    for (int i = 0; i < saga.facts().size(); i++) {
      Fact fact = saga.facts().get(i);
      require(fact.seq() == i + 1, "a number is missing");
      if (i > 0) {
        Fact before = saga.facts().get(i - 1);
        require(!fact.at().before(before.at()), "the time goes back");
        require(
            fact.epoch() == before.epoch() + (fact.givesOwner() ? 1 : 0),
            "an engine wrote that was not its owner");
        require(
            fact.givesOwner() || fact.engine().equals(before.engine()),
            "two engines wrote in one epoch");
      }
    }
  }

  private void nothingIsRecordedTwice() {
    require(new HashSet<>(records).size() == records.size(), "recorded twice");
  }

  private void stepsFollowThoseBeforeThem() {
    for (Shape.Step step : saga.shape().steps()) {
      for (String before : step.after()) {
        require(
            !records.contains(step.name()) || isInOrder(before, step.name()),
            step.name() + " is recorded without " + before);
      }
    }
  }

  /** Also of those that are not known to have happened. */
  private void compensationsFollowThoseOfWhatCameAfter() {
    for (Shape.Step step : saga.shape().steps()) {
      String undo = StormSaga.UNDO + step.name();
      for (String after : saga.shape().descendants(step.name())) {
        String before = StormSaga.UNDO + after;
        boolean happened = records.contains(after) || records.contains(before);
        require(
            !records.contains(undo) || !happened || isInOrder(before, undo),
            undo + " is recorded before " + before);
      }
    }
  }

  private void eventsAreThoseOfTheRecords() {
    require(saga.events().equals(records), "the events are " + saga.events());
  }

  private boolean isInOrder(String first, String second) {
    int place = records.indexOf(first);
    return place >= 0 && place < records.indexOf(second);
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      found.add(saga.told(what));
    }
  }
}
