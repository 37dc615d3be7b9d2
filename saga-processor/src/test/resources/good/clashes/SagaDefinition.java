package clashes;

/** Called like a class that generated code uses. */
public record SagaDefinition(String value) {}
