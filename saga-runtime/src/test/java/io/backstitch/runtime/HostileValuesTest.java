package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import io.backstitch.servers.Database;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that would be stored as something else than they are. */
@Timeout(60)
class HostileValuesTest {

  private static final String HALF = "k\uD800";

  @RegisterExtension static final Database db = Database.fresh();

  private final String key = UUID.randomUUID().toString();

  private static <T> SagaDefinition<T, T> echo(Class<T> type) {
    StepKey<T> step = StepKey.of("echo", type);
    SagaType<T, T> saga =
        SagaType.of("echo-" + type.getSimpleName().toLowerCase(Locale.ROOT), 1, type, type);
    SagaBuilder<T, T> graph = SagaDefinition.builder(saga);
    graph.step(step).noCompensation("test").takes(Argument.input(saga)).runs(input -> input);
    return graph.result(step).build();
  }

  private <T> T echoed(Class<T> type, T input, SagaCodec codec) {
    SagaDefinition<T, T> saga = echo(type);
    try (SagaEngine engine =
        SagaEngine.builder(db.dataSource()).codec(codec).register(saga).build()) {
      return engine.run(saga.type(), key, input);
    }
  }

  private <T> T echoed(Class<T> type, T input) {
    return echoed(type, input, SagaCodec.jackson());
  }

  private void nothingWasWritten() throws Exception {
    assertThat(db.number("select count(*) from saga_instance where saga_key = '" + key + "'"))
        .isZero();
  }

  /** What Jackson cannot look into. */
  static final class Hidden {
    @SuppressWarnings({"unused", "UnusedVariable"})
    private final String secret = "lost";
  }

  record Nothing() {}

  @Test
  void an_input_whose_fields_no_accessor_shows_is_refused() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> echoed(Hidden.class, new Hidden()))
        .withMessageContainingAll("echo-hidden", key, "cannot be encoded", "Nothing was written");
    nothingWasWritten();
  }

  @Test
  void an_event_whose_fields_no_accessor_shows_is_refused() {
    assertThat(failureOfPublishing(new Hidden())).contains("letters", "Hidden", "not published");
  }

  @Test
  void a_record_without_components_has_nothing_to_lose() {
    assertThat(echoed(Nothing.class, new Nothing())).isEqualTo(new Nothing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"high \uD800", "\uDC00 low", "\uDC00\uD800 turned round"})
  void a_key_with_half_a_character_is_refused(String half) throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("half-key").remote("a").notUndoable();
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine.run(saga.type, half, "input"))
          .withMessageContainingAll("half-key", "surrogate", "Nothing was written", "Cut");
    }
    assertThat(db.number("select count(*) from saga_instance where saga_type = 'half-key'"))
        .isZero();
  }

  @Test
  void a_whole_emoji_is_an_ordinary_character() throws Exception {
    ScriptedSaga saga = ScriptedSaga.named("emoji").remote("a").notUndoable();
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      assertThat(engine.run(saga.type, "k😀" + key, "😀")).isEqualTo("a");
      assertThat(engine.find(saga.type, "k😀" + key)).isPresent();
    }
    assertThat(echoed(String.class, "😀")).isEqualTo("😀");
    encodes(new SagaValues(new EscapingCodec(), 100), "😀");
  }

  @Test
  void an_input_with_half_a_character_is_refused_however_it_is_written() throws Exception {
    for (SagaCodec codec : new SagaCodec[] {SagaCodec.jackson(), new EscapingCodec()}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> echoed(String.class, HALF, codec))
          .withMessageContainingAll("echo-string", key, "surrogate", "Nothing was written", "Cut");
    }
    nothingWasWritten();
  }

  /** Writes every character that is not ASCII by its number. */
  private static final class EscapingCodec implements SagaCodec {
    private final SagaCodec jackson = SagaCodec.jackson();

    @Override
    public String encode(Object value, Type type) {
      StringBuilder json = new StringBuilder();
      for (char c : jackson.encode(value, type).toCharArray()) {
        json.append(c < 128 ? String.valueOf(c) : String.format("\\u%04X", (int) c));
      }
      return json.toString();
    }

    @Override
    public Object decode(String json, Type type) {
      return jackson.decode(json, type);
    }
  }

  @Test
  void a_result_with_half_a_character_is_refused() {
    StepKey<String> step = StepKey.of("cut", String.class);
    SagaType<String, String> type = SagaType.of("half-result", 1, String.class, String.class);
    SagaBuilder<String, String> graph = SagaDefinition.builder(type);
    graph.step(step).noCompensation("test").runs(() -> HALF);
    try (SagaEngine engine =
        SagaEngine.builder(db.dataSource()).register(graph.result(step).build()).build()) {
      assertThatThrownBy(() -> engine.run(type, key, "input"))
          .isInstanceOf(SagaNotCompletedException.class)
          .hasMessageContainingAll("half-result", key, "cut", "surrogate");
    }
  }

  @Test
  void an_event_with_half_a_character_is_refused() {
    assertThat(failureOfPublishing(HALF)).contains("letters", "surrogate", "not published");
  }

  private String failureOfPublishing(Object event) {
    ScriptedSaga saga = ScriptedSaga.named("bad-event").remote("a").notUndoable();
    saga.on("a", (step, c) -> step.publish("letters", event));
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      SagaOutcome<String> outcome = engine.execute(saga.type, key, "input");
      return ((SagaOutcome.Compensated<String>) outcome).failure().message();
    }
  }

  @Test
  void six_characters_that_look_like_the_number_of_a_null_are_harmless() throws Exception {
    for (String harmless : new String[] {"\\u0000", "\\\\u0000", "\\uD800", "a\\", "\"\\u0000"}) {
      encodes(new SagaValues(SagaCodec.jackson(), 100), harmless);
    }
    assertThat(echoed(String.class, "\\u0000")).isEqualTo("\\u0000");
  }

  private static void encodes(SagaValues values, String text) throws NotStorableException {
    SagaType<String, String> type = SagaType.of("any", 1, String.class, String.class);
    String json = values.encodeReadably(text, type.input());
    assertThat(values.decode(json, type.input())).isEqualTo(text);
  }

  @Test
  void a_null_character_behind_a_backslash_is_still_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> echoed(String.class, "\\\0"))
        .withMessageContainingAll("U+0000", "Nothing was written");
  }
}
