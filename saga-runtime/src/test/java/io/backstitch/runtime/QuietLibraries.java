package io.backstitch.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** For tests with thousands of sagas: each query and each connection need not be printed. */
final class QuietLibraries implements BeforeAllCallback, AfterAllCallback {

  private static final List<String> NAMES = List.of("org.jooq", "com.zaxxer");

  @Override
  public void beforeAll(ExtensionContext context) {
    NAMES.forEach(name -> logger(name).setLevel(Level.INFO));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    NAMES.forEach(name -> logger(name).setLevel(null));
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
