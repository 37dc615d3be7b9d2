package io.backstitch.outbox;

import io.backstitch.outbox.migration.SchemaTables;

/** A route and what the threads of a relay that serve it have in common. */
record SharedRoute(
    SchemaTables tables,
    Route route,
    LaneTable lanes,
    OutboxTable outbox,
    LowerBounds bounds,
    HorizonWatch horizon) {

  static SharedRoute of(SchemaTables tables, Route route) {
    LowerBounds bounds = new LowerBounds(System::nanoTime);
    return new SharedRoute(
        tables,
        route,
        new LaneTable(tables, route),
        new OutboxTable(tables, route.destinations()),
        bounds,
        new HorizonWatch(tables, route.name(), bounds));
  }
}
