package clashes;

/** Called like a package. */
public record java(String value) {}
