package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.event.Reason;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.Privacy;
import java.util.List;

/** Judges the fields of a record whose structure is sound, in canonical order. */
final class Judge {
  private final FieldState[] fields;
  private final Slot[] slots;
  private final List<FieldState> composition;
  private final TimeReader times;
  private final TimeBounds bounds;
  private final Properties properties;
  private final Hashing hashing;
  private final EventBuilder builder;

  Judge(Plan plan, TimeReader times, TimeBounds bounds, Properties properties, Hashing hashing) {
    this.times = times;
    this.bounds = bounds;
    this.properties = properties;
    this.hashing = hashing;
    fields = plan.fields();
    slots = plan.slots();
    composition = plan.composition();
    builder = new EventBuilder(plan, hashing);
  }

  /** Judges what {@link Walk} has put into the slots under this record's number. */
  Verdict verdict(long record, long timestampMillis) {
    for (FieldState field : fields) {
      field.choose(record);
    }
    keepLosers(record);
    if (properties.clash() != null) {
      return Details.pathClash(properties.clash());
    }
    for (FieldState field : fields) {
      Rejection rejection = check(field, timestampMillis);
      if (rejection != null) {
        return rejection;
      }
    }
    return builder.event(properties.toMap());
  }

  private void keepLosers(long record) {
    for (Slot slot : slots) {
      if (slot.present(record) && !slot.taken) {
        boolean array = slot.kind() == Slot.Kind.ARRAY;
        // The leaves of an object that was entered are properties already.
        if (slot.kind() != Slot.Kind.OBJECT || !slot.node.leadsOn()) {
          Privacy privacy = array ? slot.node.beneath() : slot.node.privacy();
          properties.put(slot.node.key(), slot.text, privacy);
        }
      }
    }
  }

  private Rejection check(FieldState state, long timestampMillis) {
    Slot winner = state.winner;
    if (winner == null) {
      boolean missing = state.field.required() && !composable(state.field);
      return missing ? missing(state.field, "absent or null") : null;
    }
    if (winner.blank && state.field.required()) {
      return missing(state.field, "blank");
    }
    return switch (state.field) {
      case EVENT_TIME -> checkTime(winner, timestampMillis);
      case AMOUNT -> checkAmount(winner);
      default -> checkText(state, winner);
    };
  }

  private Rejection checkText(FieldState state, Slot winner) {
    FieldRule rule = state.rule;
    boolean number = winner.kind() == Slot.Kind.NUMBER && rule.acceptNumbers();
    if (winner.kind() != Slot.Kind.TEXT && !number) {
      return wrongType(state.field, winner, "text");
    }
    if (state.built) {
      String text = winner.text;
      if (!rule.translate().isEmpty()) {
        text = rule.translate().getOrDefault(text, text);
      }
      state.text = rule.privacy() == Privacy.HASH ? hashing.keyed(text) : text;
    }
    return null;
  }

  private Rejection checkTime(Slot winner, long timestampMillis) {
    boolean number = winner.kind() == Slot.Kind.NUMBER && times.numbers();
    if (winner.kind() != Slot.Kind.TEXT && !number) {
      return wrongType(Field.EVENT_TIME, winner, "a time");
    }
    if (winner.micros == TimeReader.BAD) {
      return Details.field(
          Reason.BAD_TIME,
          Field.EVENT_TIME,
          "no time in the configured format, or none that exists");
    }
    return bounds.check(winner.micros, timestampMillis);
  }

  private Rejection checkAmount(Slot winner) {
    if (winner.kind() != Slot.Kind.TEXT && winner.kind() != Slot.Kind.NUMBER) {
      return wrongType(Field.AMOUNT, winner, "a number");
    }
    if (!winner.amountFits) {
      return Details.field(
          Reason.BAD_AMOUNT, Field.AMOUNT, "no number of at most 14 digits and 4 decimals");
    }
    return null;
  }

  /** An id made of nothing would be the same for all. */
  private boolean composable(Field field) {
    return field == Field.EVENT_ID
        && composition.stream().anyMatch(part -> part.found() && part.reachesTable());
  }

  private static Rejection missing(Field field, String how) {
    return Details.field(Reason.MISSING_FIELD, field, how);
  }

  private static Rejection wrongType(Field field, Slot found, String wanted) {
    return Details.field(
        Reason.WRONG_TYPE, field, found.described() + " where " + wanted + " belongs");
  }
}
