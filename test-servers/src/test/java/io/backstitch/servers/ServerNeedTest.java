package io.backstitch.servers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServerNeedTest {

  @Test
  void a_server_is_wanted_unless_it_is_named() {
    assertThatCode(() -> ServerNeed.of("rabbitmq", "", true).skipUnlessWanted())
        .doesNotThrowAnyException();
    assertThatCode(() -> ServerNeed.of("rabbitmq", "redis", false).skipUnlessWanted())
        .doesNotThrowAnyException();
  }

  @Test
  void the_tests_of_a_server_that_is_named_are_skipped() {
    assertThatThrownBy(() -> ServerNeed.of("redis", "rabbitmq, redis", false).skipUnlessWanted())
        .isNotInstanceOf(ServerFailedException.class)
        .hasMessageContaining("NOT TESTED: everything that needs redis");
  }

  @Test
  void no_server_is_left_out_in_ci() {
    assertThatThrownBy(() -> ServerNeed.of("redis", "redis", true).skipUnlessWanted())
        .isInstanceOf(ServerFailedException.class)
        .hasMessageContaining("this is CI");
  }

  @Test
  void a_server_that_cannot_be_installed_fails_the_test_and_says_what_to_do() {
    Path missing = Path.of("/nowhere/at/all");
    DebianPackage none = new DebianPackage("rabbitmq-server", missing, missing);

    assertThatThrownBy(() -> none.installed(ServerNeed.of("rabbitmq", "", false)))
        .isInstanceOf(ServerFailedException.class)
        .hasMessageStartingWith("rabbitmq is needed and cannot be had: there is no /nowhere/at/all")
        .hasMessageContaining("-Dbackstitch.without=rabbitmq");
  }
}
