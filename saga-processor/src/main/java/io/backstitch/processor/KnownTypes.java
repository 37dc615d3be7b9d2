package io.backstitch.processor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** What the engine's own codec makes of types that come with Java, jOOQ and Jackson. */
final class KnownTypes {

  /** Types that stand for something that goes on, with what a message calls them. */
  private static final Map<String, String> NO_VALUES = new HashMap<>();

  static {
    NO_VALUES.put("java.util.stream.BaseStream", "a stream");
    NO_VALUES.put("java.util.Iterator", "a position in something else");
    NO_VALUES.put("java.util.Enumeration", "a position in something else");
    NO_VALUES.put("java.util.StringTokenizer", "a position in something else");
    NO_VALUES.put("java.util.Spliterator", "a position in something else");
    NO_VALUES.put("java.util.concurrent.Future", "the promise of a value");
    NO_VALUES.put("java.util.concurrent.CompletionStage", "the promise of a value");
    NO_VALUES.put("java.util.concurrent.Executor", "something that runs code");
    NO_VALUES.put("java.util.Timer", "something that runs code");
    NO_VALUES.put("java.util.concurrent.locks.Lock", "a lock");
    NO_VALUES.put("java.util.concurrent.locks.ReadWriteLock", "a lock");
    NO_VALUES.put("java.util.concurrent.Semaphore", "a lock");
    NO_VALUES.put("java.util.concurrent.CountDownLatch", "a lock");
    NO_VALUES.put("java.util.concurrent.CyclicBarrier", "a lock");
    NO_VALUES.put("java.util.concurrent.Phaser", "a lock");
    NO_VALUES.put("java.lang.Thread", "a thread");
    NO_VALUES.put("java.lang.ThreadGroup", "a group of threads");
    NO_VALUES.put("java.lang.ThreadLocal", "bound to a thread");
    NO_VALUES.put("java.lang.Process", "a process");
    NO_VALUES.put("java.lang.Throwable", "a failure, to be thrown");
    NO_VALUES.put("java.lang.Class", "code");
    NO_VALUES.put("java.lang.ClassLoader", "code");
    NO_VALUES.put("java.lang.reflect.AnnotatedElement", "code");
    NO_VALUES.put("java.lang.ref.Reference", "a reference to something else");
    NO_VALUES.put("java.sql.Wrapper", "a resource of the database");
    NO_VALUES.put("org.jooq.DSLContext", "a resource of the database");
    NO_VALUES.put("io.backstitch.runtime.StepContext", "valid during one step only");
    NO_VALUES.put("java.lang.AutoCloseable", "something open, to be closed");
    NO_VALUES.put("java.text.Format", "code that formats");
    NO_VALUES.put("java.time.format.DateTimeFormatter", "code that formats");
    NO_VALUES.put("java.util.Random", "a source of values");
    NO_VALUES.put("java.util.BitSet", "not shown by its getters, and would come back empty");
    NO_VALUES.put("java.util.concurrent.atomic.Striped64", "not readable from JSON");
    NO_VALUES.put("java.util.AbstractMap.SimpleEntry", "not readable from JSON");
    NO_VALUES.put("java.util.AbstractMap.SimpleImmutableEntry", "not readable from JSON");
    NO_VALUES.put("java.util.IntSummaryStatistics", "not readable from JSON");
    NO_VALUES.put("java.util.LongSummaryStatistics", "not readable from JSON");
    NO_VALUES.put("java.util.DoubleSummaryStatistics", "not readable from JSON");
    NO_VALUES.put("java.util.concurrent.atomic.AtomicIntegerArray", "not readable from JSON");
    NO_VALUES.put("java.util.concurrent.atomic.AtomicLongArray", "not readable from JSON");
    NO_VALUES.put("java.util.concurrent.atomic.AtomicReferenceArray", "not readable from JSON");
    NO_VALUES.put("java.util.StringJoiner", "not readable from JSON");
    NO_VALUES.put("java.math.MathContext", "not readable from JSON");
    NO_VALUES.put("java.util.HexFormat", "not readable from JSON");
  }

  /** Written as whatever the value is, and read as something else. */
  private static final Set<String> SAY_NOTHING =
      Set.of(
          "java.lang.Object",
          "java.lang.Number",
          "java.lang.Comparable",
          "java.io.Serializable",
          "java.lang.Cloneable",
          "java.lang.Record",
          "java.lang.Enum");

  /** Interfaces and abstract classes for which the codec knows a class. */
  private static final Set<String> READABLE =
      Set.of(
          "java.lang.CharSequence",
          "java.lang.Iterable",
          "java.util.Collection",
          "java.util.List",
          "java.util.Set",
          "java.util.SortedSet",
          "java.util.NavigableSet",
          "java.util.SequencedCollection",
          "java.util.SequencedSet",
          "java.util.SequencedMap",
          "java.util.Queue",
          "java.util.Deque",
          "java.util.Map",
          "java.util.Map.Entry",
          "java.util.SortedMap",
          "java.util.NavigableMap",
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.ConcurrentNavigableMap",
          "java.util.AbstractList",
          "java.util.AbstractSet",
          "java.util.AbstractMap",
          "java.util.EnumSet",
          "java.util.Calendar",
          "java.util.TimeZone",
          "java.time.ZoneId",
          "java.nio.ByteBuffer",
          "java.nio.charset.Charset",
          "java.nio.file.Path",
          "javax.xml.datatype.Duration",
          "javax.xml.datatype.XMLGregorianCalendar",
          "org.w3c.dom.Document",
          "org.w3c.dom.Node");

  private final Types types;

  KnownTypes(Types types) {
    this.types = types;
  }

  /** What stands against storing a type: it is none that has a value. */
  Optional<String> whyNoValue(DeclaredType type) {
    return isReadable(type)
        ? Optional.empty()
        : nearest(type, NO_VALUES::containsKey).map(found -> NO_VALUES.get(nameOf(found)));
  }

  boolean saysNothing(TypeElement element) {
    return SAY_NOTHING.contains(element.getQualifiedName().toString());
  }

  /** Whether the codec knows the type itself, or is Jackson's own. */
  boolean isReadable(DeclaredType type) {
    String name = nameOf(type);
    boolean isInstance = !isAbstract(type.asElement());
    return READABLE.contains(name)
        || name.startsWith("tools.jackson.")
        || (isInstance && (isA(type, "java.util.Collection") || isA(type, "java.util.Map")));
  }

  private static boolean isAbstract(Element element) {
    return element.getModifiers().contains(Modifier.ABSTRACT);
  }

  boolean isFunction(TypeElement element) {
    return element.getKind() == ElementKind.INTERFACE
        && !READABLE.contains(element.getQualifiedName().toString())
        && element.getAnnotationMirrors().stream()
            .anyMatch(
                mirror ->
                    TypeText.isNamed(mirror.getAnnotationType(), "java.lang.FunctionalInterface"));
  }

  /** Whether a type comes with Java or Jackson, so that only its type arguments are looked at. */
  boolean isOfJava(TypeElement element) {
    String name = element.getQualifiedName().toString();
    return name.startsWith("java.")
        || name.startsWith("javax.")
        || name.startsWith("tools.jackson.")
        || name.startsWith("org.w3c.dom.");
  }

  boolean isA(DeclaredType type, String name) {
    return nearest(type, name::equals).isPresent();
  }

  /** The map that a type is, with the types of its keys and values. */
  Optional<DeclaredType> asMap(DeclaredType type) {
    return supertype(type, "java.util.Map").or(() -> supertype(type, "java.util.Map.Entry"));
  }

  /** What can be gone through that a type is, with the type of what is in it. */
  Optional<DeclaredType> asIterable(DeclaredType type) {
    return supertype(type, "java.util.Collection")
        .or(
            () ->
                TypeText.isNamed(type, "java.lang.Iterable")
                    ? Optional.of(type)
                    : Optional.empty());
  }

  private Optional<DeclaredType> supertype(DeclaredType type, String name) {
    return nearest(type, name::equals);
  }

  /** A type, or the first of its supertypes, that has a name which is looked for. */
  private Optional<DeclaredType> nearest(DeclaredType type, Predicate<String> name) {
    Deque<TypeMirror> next = new ArrayDeque<>(List.of(type));
    Set<Element> met = new HashSet<>();
    while (!next.isEmpty()) {
      TypeMirror one = next.remove();
      if (one instanceof DeclaredType declared && met.add(declared.asElement())) {
        if (name.test(nameOf(declared))) {
          return Optional.of(declared);
        }
        next.addAll(types.directSupertypes(declared));
      }
    }
    return Optional.empty();
  }

  private static String nameOf(DeclaredType type) {
    return ((TypeElement) type.asElement()).getQualifiedName().toString();
  }
}
