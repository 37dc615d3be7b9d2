package io.backstitch.samples.order.demo;

import java.io.PrintStream;

/**
 * Where the demo speaks. On a terminal the progress is one line that changes; elsewhere it is a
 * line for every tenth of the way.
 */
final class Screen {

  private static final String CLEAR_LINE = "\r\u001b[2K";
  // A line longer than the terminal is cut off; one that wraps could not be written over.
  private static final String WRAP_OFF = "\u001b[?7l";
  private static final String WRAP_ON = "\u001b[?7h";
  private static final int PARTS = 10;

  private final PrintStream out;
  private final boolean terminal;
  private long part = -1;
  private boolean lineIsOpen;

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void say(String text) {
    if (lineIsOpen) {
      out.println();
      lineIsOpen = false;
    }
    out.println(text);
  }

  void show(Progress progress) {
    if (terminal) {
      out.print(CLEAR_LINE + WRAP_OFF + progress.line() + WRAP_ON);
      out.flush();
      lineIsOpen = true;
      return;
    }
    long now = PARTS * progress.ended() / progress.orders();
    if (now > part || progress.isFinished()) {
      part = now;
      out.println(progress.line());
    }
  }
}
