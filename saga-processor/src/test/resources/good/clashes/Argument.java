package clashes;

/** Called like a class that generated code uses. */
public record Argument(String value) {}
