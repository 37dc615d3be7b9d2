package io.backstitch.outbox;

/**
 * A lane, and what a turn knows of it that holds it or wants to.
 *
 * @param low no message has a lower id
 * @param rewound how often messages had been put back into the lane
 */
record HeldLane(short lane, long low, long rewound) {}
