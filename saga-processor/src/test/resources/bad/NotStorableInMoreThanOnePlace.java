package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;
import java.util.stream.Stream;

@Saga("not-storable-in-more-than-one-place")
class NotStorableInMoreThanOnePlace {

  record Handles(Thread thread, List<Runnable> actions, Stream<String> lines) {}

  @Step
  // error: SAGA080 in saga not-storable-in-more-than-one-place, step open: its result Handles cannot be stored: in Handles.thread, Thread is a thread. Hand on what it holds, as a record, a list or another value.
  // error: SAGA080 in saga not-storable-in-more-than-one-place, step open: its result Handles cannot be stored: in Handles.actions[], Runnable is a functional interface. Hand on what it holds, as a record, a list or another value.
  // error: SAGA080 in saga not-storable-in-more-than-one-place, step open: its result Handles cannot be stored: in Handles.lines, Stream is a stream. Hand on what it holds, as a record, a list or another value.
  Handles open(String order) {
    return new Handles(null, null, null);
  }
}
