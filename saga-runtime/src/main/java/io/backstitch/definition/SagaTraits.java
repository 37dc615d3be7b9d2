package io.backstitch.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is said of a saga as a whole. */
record SagaTraits(@Nullable String result, @Nullable Duration timeout, @Nullable Duration grace) {}
