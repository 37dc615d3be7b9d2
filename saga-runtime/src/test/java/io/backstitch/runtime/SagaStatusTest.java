package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SagaStatusTest {

  @Test
  void only_completed_and_compensated_are_final() {
    assertThat(Arrays.stream(SagaStatus.values()).filter(SagaStatus::isFinal))
        .containsExactly(SagaStatus.COMPLETED, SagaStatus.COMPENSATED);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "COMPENSATED"})
  void nothing_leads_out_of_the_end(SagaStatus status) {
    assertThat(SagaStatus.values()).noneMatch(status::mayBecome);
  }

  @Test
  void a_saga_that_is_being_undone_never_goes_forward_again() {
    assertThat(SagaStatus.COMPENSATING.mayBecome(SagaStatus.RUNNING)).isFalse();
    assertThat(SagaStatus.COMPENSATING.mayBecome(SagaStatus.COMPLETED)).isFalse();
  }
}
