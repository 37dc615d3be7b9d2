package io.backstitch.runtime;

/** Something about one saga that is written together with what happens to others. */
sealed interface Writable permits SagaStart, ProgressRecord {

  /** Roughly how many characters it takes. */
  int size();

  void addTo(WriteBatch batch);
}
