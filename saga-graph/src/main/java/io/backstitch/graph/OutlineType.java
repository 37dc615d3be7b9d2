package io.backstitch.graph;

/**
 * The type of a value that is handed from step to step.
 *
 * @param brief as a message names it, without packages where that is clear
 * @param full with packages: equal to that of another only if the types are the same
 */
public record OutlineType(String brief, String full) {

  /** Without packages even where that is not clear, as drawings have it. */
  String simple() {
    return full.replaceAll("\\p{javaJavaIdentifierPart}+\\.", "");
  }

  @Override
  public String toString() {
    return brief;
  }
}
