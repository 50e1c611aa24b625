package io.footfall.schema.core.config;

/** A value that its option does not take: what is wrong with it, and what to write. */
final class BadValueException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  BadValueException(String what, String remedy) {
    super(what);
    this.remedy = remedy;
  }

  String what() {
    return getMessage();
  }

  String remedy() {
    return remedy;
  }
}
