package io.footfall.session.core;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;

/** The errors of this module that people see. */
final class SessionErrors {
  private SessionErrors() {}

  static FootfallException unknownState(int version, int newest) {
    return new FootfallException(
        ErrorCategory.USER,
        "the checkpoint holds sessions in version %d of the state; this Footfall reads up to %d"
            .formatted(version, newest),
        "Run the version of Footfall that wrote it; or move the session job's checkpoint folder away:"
            + " the state is then rebuilt from the topic");
  }
}
