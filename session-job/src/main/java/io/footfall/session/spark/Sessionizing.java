package io.footfall.session.spark;

import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.spark.keyed.KeyedJob;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.config.SessionConfig;
import io.footfall.session.core.SessionPacker;
import io.footfall.session.core.SessionSettings;
import io.footfall.session.core.SessionStep;
import java.util.Map;

/** Puts the session job together. */
public final class Sessionizing {

  private Sessionizing() {}

  /** The job under a configuration. */
  public static KeyedJob job(FootfallConfig config) {
    SessionConfig session = config.session();
    String topic = config.kafka().topic();
    return new KeyedJob(
        SessionTables.JOB,
        SessionTables.AUTHORITY,
        SessionTables.LATE,
        session.lateness(),
        session.trigger(),
        new SessionPacker(),
        run -> new SessionStep(settings(session, run)),
        run -> new SessionProcessor(run.generation(), topic),
        new SessionNeed(),
        frozen(session));
  }

  static SessionSettings settings(SessionConfig session, KeyedRun run) {
    return SessionSettings.of(
        session.gap(),
        session.lateness(),
        session.maxDuration(),
        session.idle(),
        session.maxStateBytes(),
        run);
  }

  private static Map<String, String> frozen(SessionConfig session) {
    return Map.of(
        "footfall.session.gap", session.gap().toString(),
        "footfall.session.lateness", session.lateness().toString(),
        "footfall.session.max-duration", session.maxDuration().toString(),
        "the session state's version", Integer.toString(SessionStep.STATE_VERSION));
  }
}
