package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.Writer;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;

/**
 * A generated class, without the space that JavaPoet leaves where it wraps a line after a {@code
 * =}.
 */
record DefinitionFile(JavaFile java) {

  void writeTo(Filer filer) throws IOException {
    String name = ClassName.get(java.packageName(), java.typeSpec().name()).canonicalName();
    Element[] origins = java.typeSpec().originatingElements().toArray(new Element[0]);
    try (Writer writer = filer.createSourceFile(name, origins).openWriter()) {
      writer.write(inAscii(java.toString().replace(" = \n", " =\n")));
    }
  }

  /** The compiler writes in the encoding of the user's sources, which may lack a letter. */
  private static String inAscii(String source) {
    StringBuilder ascii = new StringBuilder();
    for (int i = 0; i < source.length(); i++) {
      char letter = source.charAt(i);
      if (letter < 128) {
        ascii.append(letter);
      } else {
        ascii.append(String.format("\\u%04x", (int) letter));
      }
    }
    return ascii.toString();
  }
}
