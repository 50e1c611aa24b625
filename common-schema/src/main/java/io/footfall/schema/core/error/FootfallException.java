package io.footfall.schema.core.error;

import java.util.Objects;

/**
 * An error that a person can act on: what is wrong and where, then what to do about it. Printed as
 * one line without a stack trace. Build it in the module's one factory class ({@code ...Errors}).
 */
public class FootfallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCategory category;
  private final String problem;
  private final String remedy;

  public FootfallException(ErrorCategory category, String problem, String remedy) {
    this(category, problem, remedy, null);
  }

  /**
   * @param problem what is wrong and where, no final full stop
   * @param remedy what the reader does next, no final full stop
   * @param cause what was caught, or null
   */
  public FootfallException(ErrorCategory category, String problem, String remedy, Throwable cause) {
    super(problem + ". " + remedy + ".", cause);
    this.category = Objects.requireNonNull(category);
    this.problem = problem;
    this.remedy = remedy;
  }

  public ErrorCategory category() {
    return category;
  }

  public String problem() {
    return problem;
  }

  public String remedy() {
    return remedy;
  }
}
