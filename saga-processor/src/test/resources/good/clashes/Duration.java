package clashes;

/** Called like a class that generated code uses, but used by no step. */
public record Duration(String value) {}
