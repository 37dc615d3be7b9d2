package io.backstitch.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.testing.compile.Compilation;
import io.backstitch.definition.Argument;
import io.backstitch.definition.Call;
import io.backstitch.definition.MethodBuilder;
import io.backstitch.definition.SagaDefinition;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is generated is taken by the builder, whose checks are those of the compiler. */
class BuiltDefinitionsTest {

  @Test
  void a_line_of_steps_is_inferred_from_their_parameters() throws Exception {
    SagaDefinition<?, ?> saga = definition("order", "contract.order.PlaceOrder");

    assertThat(saga.graph().order()).containsExactly("reserve", "charge", "ship");
    assertThat(saga.graph().predecessors("ship")).containsExactly("charge");
    assertThat(saga.resultStep()).contains("ship");
  }

  @Test
  void a_diamond_is_inferred_from_their_parameters() throws Exception {
    SagaDefinition<?, ?> saga = definition("trip", "contract.trip.BookTrip");

    assertThat(saga.graph().beside("hotel")).containsExactly("outbound", "inbound");
    assertThat(saga.graph().predecessors("pay"))
        .containsExactlyInAnyOrder("quote", "outbound", "inbound", "hotel");
    assertThat(saga.pivot()).contains("pay");
    assertThat(saga.isAfterPivot("confirm")).isTrue();
  }

  @Test
  void all_that_can_be_said_is_accepted() throws Exception {
    assertThat(definition("everything", "everything.Everything").steps()).hasSize(5);
    assertThat(definition("types", "types.AllTypes").steps()).hasSize(10);
    assertThat(definition("names", "names.Call").steps()).hasSize(7);
    assertThat(definition("noinput", "noinput.Cleanup").steps()).hasSize(2);
    assertThat(definition("unnamed", "Unnamed").steps()).hasSize(1);
    assertThat(definition("deprecated", "deprecated.Old").steps()).hasSize(1);
  }

  @Test
  void a_grace_time_is_kept_also_where_it_is_none() throws Exception {
    assertThat(definition("trip", "contract.trip.BookTrip").grace())
        .contains(Duration.ofSeconds(30));
    assertThat(definition("everything", "everything.Everything").grace()).contains(Duration.ZERO);
    assertThat(definition("order", "contract.order.PlaceOrder").grace()).isEmpty();
  }

  @Test
  void inherited_steps_are_steps_of_the_class_that_inherits_them() throws Exception {
    assertThat(definition("inherited", "inherited.OpenAccount").graph().order())
        .containsExactly("create", "tell", "replaced", "last");
    assertThat(definition("inherited", "inherited.CloseAccount").graph().order())
        .containsExactly("tell", "close");
  }

  @Test
  void an_overloaded_step_is_the_method_that_has_the_annotation() throws Exception {
    SagaDefinition<?, ?> saga = definition("types", "types.AllTypes");

    assertThat(saga.step("add").call().invoke(new Always(41))).isEqualTo(42L);
  }

  @Test
  void calls_the_methods_of_the_saga_without_reflection() throws Exception {
    SagaDefinition<?, ?> saga = definition("order", "contract.order.PlaceOrder");

    assertThatThrownBy(() -> saga.step("charge").call().invoke(new Always(null)))
        .isInstanceOf(NullPointerException.class)
        .satisfies(
            failure ->
                assertThat(failure.getStackTrace())
                    .extracting(StackTraceElement::getClassName)
                    .startsWith(
                        "contract.order.PlaceOrder",
                        MethodBuilder.class.getName(),
                        Call.class.getName()));
  }

  /** The definition of a class in a folder of good sources, with nothing in its fields. */
  private static SagaDefinition<?, ?> definition(String folder, String type) throws Exception {
    Compilation compilation =
        javac()
            .withProcessors(new SagaProcessor())
            .compile(TestSources.allIn(TestSources.folder("good").resolve(folder)));
    ClassLoader classes = new CompiledClasses(compilation);
    Constructor<?> constructor = classes.loadClass(type).getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Object saga = constructor.newInstance(new Object[constructor.getParameterCount()]);
    Method of = classes.loadClass(type + "Definition").getDeclaredMethod("of", saga.getClass());
    of.setAccessible(true);
    return (SagaDefinition<?, ?>) of.invoke(null, saga);
  }

  /** Gives every argument the same value. */
  private record Always(@Nullable Object value) implements Call.Values {
    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(Argument<T> argument) {
      return (T) value;
    }
  }
}
