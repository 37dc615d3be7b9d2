package io.backstitch.runtime;

/**
 * What the caretaker works with.
 *
 * @param support what the sagas that it takes up run with
 * @param catalog which sagas this engine can run
 * @param runs which it has
 * @param places room for more
 * @param watch tells those who wait for a saga that has left
 * @param heartbeat the row that says that it lives
 * @param claims finds sagas that nobody runs
 * @param pickUp makes them ours
 * @param desk carries out what operators want
 */
record CaretakerTools(
    RunSupport support,
    SagaCatalog catalog,
    ActiveRuns runs,
    Places places,
    SagaWatch watch,
    EngineHeartbeat heartbeat,
    SagaClaims claims,
    SagaPickUp pickUp,
    OperatorDesk desk) {}
