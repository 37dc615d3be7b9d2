package io.backstitch.graph;

import java.util.Locale;

/**
 * All that can be wrong with a saga: a code that never changes its meaning, what is wrong and what
 * to do. The codes are grouped like the rules, by tens; from 110 on they are warnings. The texts
 * take the arguments of a {@link Finding} by their numbers.
 */
public enum Problem {
  NOT_A_CLASS(
      1, "%1$s is %2$s, and an engine needs an instance of it", "Make it a class or a record"),
  INNER_CLASS(2, "%1$s is an inner class, bound to an instance of another", "Make it static"),
  HIDDEN_CLASS(
      3, "%1$s is private, so its definition cannot call it", "Take private away from %1$s"),
  GENERIC_CLASS(
      4,
      "%1$s has type parameters, so the types of its steps are not known",
      "Annotate a subclass that says what %2$s is"),
  BAD_SAGA_NAME(
      5,
      "a saga cannot be called '%1$s': a name is [a-z][a-z0-9-]*, at most 100 long",
      "Write a name such as '%2$s'"),
  BAD_VERSION(6, "its version is %1$s, but versions begin at 1", "Write 1 or more"),
  SAGA_TWICE(
      7,
      "%1$s has the same name and version, so stored instances could belong to either",
      "Give one of the two another name or another version"),
  DEFINITION_NAME_TAKEN(
      8, "its definition would be called %1$s, which is already there", "Rename one of the two"),
  RAW_SUPERTYPE(
      9,
      "it inherits %1$s without type arguments, so the types of its steps are not known",
      "Write %1$s<...> with the types"),

  NO_STEP(10, "%1$s has no step", "Put @Step on the methods that do its work", "Add one by step"),
  STEP_NAME_TWICE(
      11,
      "%1$s has the same step name as %2$s",
      "Name one of the two by @Step(\"...\")",
      "Give one of the two another name"),
  BAD_STEP_NAME(12, "a step cannot be called '%1$s': %2$s", "Write 1 to 100 printable characters"),
  NOT_CALLABLE(13, "the method %1$s is %2$s, so the definition cannot call it", "%3$s"),
  THROWS_TOO_MUCH(
      14,
      "the method %1$s declares %2$s, which is no Exception",
      "Declare an Exception, with the other as its cause"),
  STEP_AND_COMPENSATION(
      15, "the method %1$s is both a step and a compensation", "Make two methods of it"),
  SILENT_OVERRIDE(
      16,
      "the method %1$s overrides one of %2$s that has @%3$s, but does not say what it is itself",
      "Repeat @%3$s here, and @From on the parameters"),
  STRAY_ANNOTATION(17, "@%1$s says nothing here, as the method %2$s has no %3$s", "%4$s"),
  NOTHING_TO_RUN(18, "it was begun but never told what it runs", "Call runs or does on it"),

  NOBODY_PROVIDES(20, "nobody provides %1$s: no step returns it, and %2$s", "%3$s"),
  SEVERAL_PROVIDE(21, "several steps provide %1$s: %2$s", "Say which is meant by %3$s"),
  FROM_NO_STEP(22, "it takes the result of a step '%1$s', which is not there", "%2$s"),
  FROM_OTHER_TYPE(
      23, "it takes %3$s from step %1$s, which returns %2$s", "Types must match exactly%4$s"),
  FROM_VOID_STEP(
      24,
      "it takes %2$s from step %1$s, which returns nothing",
      "Name a step that returns %2$s%3$s"),
  OPTIONAL_OF_OTHER(
      25,
      "it takes the Optional result of step %1$s, but only the compensation of %1$s may",
      "Take %2$s itself"),
  OTHER_INPUT(26, "it takes an input of type %1$s, but the saga's is %2$s", "Take %2$s"),

  CYCLE(
      30,
      "steps wait for each other, so none of them can begin: %1$s (%2$s)",
      "Let one of them take something else, or return a type of its own"),
  AFTER_ITSELF(31, "it is after itself", "Take '%1$s' out of after"),
  AFTER_NO_STEP(32, "it is after a step '%1$s', which is not there", "%2$s"),

  COMPENSATES_NO_STEP(40, "it undoes a step '%1$s', which is not there", "%2$s"),
  COMPENSATED_TWICE(41, "step %1$s is undone by %2$s already", "Make one method of the two"),
  COMPENSATION_RETURNS(42, "it returns %1$s, which nobody can take", "Make it void"),
  RESULT_NEED_NOT_EXIST(
      43,
      "it takes the result of step %1$s, which need not exist when step %2$s is undone",
      "Take only the result of %2$s and of steps that come before it"),
  COMPENSATIONS_WAIT(44, "compensations wait for each other: %1$s", "Take '%2$s' out of after"),
  RESULT_AND_OPTIONAL(
      45,
      "it takes the result of step %1$s plainly and as Optional; where nobody knows whether %1$s"
          + " took effect, only the Optional has a value",
      "Take only the Optional"),

  CANNOT_BE_UNDONE(
      50,
      "it cannot be undone, though other steps can fail after it or beside it: %1$s",
      "Write a method with @Compensate(\"%2$s\"), or say @NoCompensation(\"why\")",
      "Add a compensation of %2$s, or say noCompensation(\"why\")"),
  UNDONE_AND_NOT(
      51, "it says that there is nothing to undo, but %1$s undoes it", "Take one of the two away"),
  NO_REASON(
      52,
      "it says that there is nothing to undo, but not why",
      "Say why: @NoCompensation(\"why\")",
      "Say why: noCompensation(\"why\")"),

  TWO_PIVOTS(
      60,
      "it is a pivot and so is step %1$s, but there is only one point of no return",
      "Take pivot away from one of them"),
  BESIDE_THE_PIVOT(
      61,
      "it may still run when the pivot %1$s has succeeded, and then could not be undone",
      "Order the two: one takes the result of the other, or names it in after"),
  NEVER_UNDONE(62, "it could never run: %1$s", "%2$s"),

  TOO_FEW_ATTEMPTS(70, "maxAttempts is %1$s", "Write 1 or more; 1 means that nothing is repeated"),
  BAD_MULTIPLIER(71, "multiplier is %1$s", "Write 1 or more; 1 keeps all delays alike"),
  NO_DURATION(
      72,
      "%1$s '%2$s' is no duration",
      "Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601"),
  DELAYS_OUT_OF_ORDER(
      73,
      "maxBackoff %1$s is shorter than backoff %2$s",
      "Write the longest delay as maxBackoff and the first one as backoff"),
  DURATION_TOO_SHORT(74, "%1$s '%2$s' is too short", "Write %3$s"),
  DURATION_TOO_LONG(75, "%1$s '%2$s' is too long", "Write %3$s"),

  NOT_STORABLE(80, "%1$s cannot be stored: %2$s", "%3$s"),
  NOT_NAMEABLE(81, "the definition cannot name %1$s: %2$s is %3$s", "%4$s"),

  RESULT_OF_NO_STEP(90, "result names a step '%1$s', which is not there", "%2$s"),
  RESULT_OF_VOID_STEP(
      91, "result names step %1$s, which returns nothing", "Name a step that returns something"),
  RESULT_MISSING(
      92,
      "its result is to be %1$s, but no step is named whose result that is",
      "Name it by result"),
  RESULT_OF_OTHER_TYPE(
      93,
      "its result is to be %3$s, but result names step %1$s, which returns %2$s",
      "Name a step that returns %3$s"),

  CRASH(
      100,
      "the processor failed on %1$s: %2$s",
      "This is a mistake of the processor, not of the saga; please report it with the class"),

  BAD_OPTION(101, "the option %1$s is '%2$s'", "Write %3$s"),

  KEY_NOT_SEEN(
      110,
      "it is repeated after a failure or a crash, but never sees its idempotency key, so the effect"
          + " may happen twice",
      "Take StepContext and hand idempotencyKey() on, or make the step transactional"),
  DOUBT_NOT_UNDONE(
      111,
      "it does not take Optional<%1$s>, so it is not run where nobody knows whether step %2$s took"
          + " effect; the saga is parked then",
      "Take Optional<%1$s>, which is empty in that case"),
  MUTABLE_FIELD(
      112,
      "the field %1$s can change, but one instance runs all sagas of its kind, side by side",
      "Make it final, or hand the value from step to step"),
  CONNECTED_TO_NOTHING(
      113,
      "no other step waits for it, and it waits for none, so it runs beside all others",
      "Take a result of another step or say after, if there is an order"),
  AFTER_IMPLIED(114, "after '%1$s' says nothing new, as %2$s", "Take '%1$s' out of after"),
  RESULT_NOT_CLEAR(
      115,
      "it has several last steps that return something, %1$s, so its callers get no result",
      "Say result = \"%2$s\", or another, if they ask for one");

  /** How a saga was made: what to do about a problem is said in the words of that. */
  public enum Written {
    ANNOTATED,
    BY_HAND
  }

  private static final int FIRST_WARNING = 110;

  private final int number;
  private final String what;
  private final String fix;
  private final String fixByHand;

  Problem(int number, String what, String fix) {
    this(number, what, fix, fix);
  }

  Problem(int number, String what, String fix, String fixByHand) {
    this.number = number;
    this.what = what;
    this.fix = fix;
    this.fixByHand = fixByHand;
  }

  /** What people search for, and what {@code @SuppressWarnings} takes. */
  public String code() {
    return String.format(Locale.ROOT, "SAGA%03d", number);
  }

  /** Whether a saga with it can run all the same. */
  public boolean isWarning() {
    return number >= FIRST_WARNING;
  }

  /**
   * The whole message.
   *
   * @param where in which saga and step, with a blank before it
   * @param written how the saga was made
   * @param arguments what the texts take
   * @return code, place, what is wrong and what to do, in one line
   */
  public String message(String where, Written written, Object... arguments) {
    String todo =
        String.format(Locale.ROOT, written == Written.BY_HAND ? fixByHand : fix, arguments);
    return OneLine.of(
        code()
            + where
            + ": "
            + String.format(Locale.ROOT, what, arguments)
            + ". "
            + (todo.endsWith("?") ? todo : todo + "."));
  }
}
