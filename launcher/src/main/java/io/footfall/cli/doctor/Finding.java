package io.footfall.cli.doctor;

/**
 * What one check found.
 *
 * @param remedy what to do about it; empty where nothing has to be done
 */
public record Finding(String check, Status status, String detail, String remedy) {

  /** How bad it is. */
  public enum Status {
    OK,
    /** Works, but not as one would wish. */
    WARN,
    /** Footfall cannot run like this. */
    FAIL,
    /** Not checked, because of what the detail says. */
    SKIP
  }

  static Finding ok(String check, String detail) {
    return new Finding(check, Status.OK, detail, "");
  }

  static Finding warn(String check, String detail, String remedy) {
    return new Finding(check, Status.WARN, detail, remedy);
  }

  static Finding fail(String check, String detail, String remedy) {
    return new Finding(check, Status.FAIL, detail, remedy);
  }

  static Finding skip(String check, String detail) {
    return new Finding(check, Status.SKIP, detail, "");
  }
}
