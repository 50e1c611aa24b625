package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.event.Reason;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.Privacy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Judges the fields of a record whose structure is sound, in canonical order. */
final class Judge {
  private final Plan plan;
  private final TimeReader times;
  private final TimeBounds bounds;
  private final Properties properties;
  private final Hashing hashing;
  private final Values values = new Values();
  private final Map<Field, Slot> winners = new EnumMap<>(Field.class);

  Judge(Plan plan, TimeReader times, TimeBounds bounds, Properties properties, Hashing hashing) {
    this.plan = plan;
    this.times = times;
    this.bounds = bounds;
    this.properties = properties;
    this.hashing = hashing;
  }

  Verdict verdict(long timestampMillis) {
    values.clear();
    chooseWinners();
    keepLosers();
    if (properties.clash() != null) {
      return Details.pathClash(properties.clash());
    }
    List<Plan.Rule> rules = plan.rules();
    for (int i = 0; i < rules.size(); i++) {
      Rejection rejection = check(rules.get(i), timestampMillis);
      if (rejection != null) {
        return rejection;
      }
    }
    if (!winners.containsKey(Field.EVENT_ID)) {
      composeEventId();
    }
    return values.event(plan.projection(), properties.toMap());
  }

  private void chooseWinners() {
    winners.clear();
    List<Plan.Rule> rules = plan.rules();
    for (int i = 0; i < rules.size(); i++) {
      Slot winner = rules.get(i).winner();
      if (winner != null) {
        winners.put(rules.get(i).field(), winner);
        winner.taken = true;
      }
    }
  }

  private void keepLosers() {
    List<Slot> slots = plan.slots();
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      // The leaves of an object that was entered are properties already.
      boolean entered = slot.kind == Slot.Kind.OBJECT && slot.node.leadsOn();
      if (!slot.taken && slot.present() && !entered) {
        boolean array = slot.kind == Slot.Kind.ARRAY;
        Privacy privacy = array ? slot.node.beneath() : slot.node.privacy();
        properties.put(slot.node.key(), slot.text, privacy);
      }
    }
  }

  private Rejection check(Plan.Rule rule, long timestampMillis) {
    Slot winner = winners.get(rule.field());
    if (winner == null) {
      boolean missing = rule.field().required() && !composable(rule.field());
      return missing ? missing(rule.field(), "absent or null") : null;
    }
    if (rule.field().required() && winner.kind == Slot.Kind.TEXT && winner.blank) {
      return missing(rule.field(), "blank");
    }
    return switch (rule.field()) {
      case EVENT_TIME -> checkTime(winner, timestampMillis);
      case AMOUNT -> checkAmount(rule, winner);
      default -> checkText(rule, winner);
    };
  }

  private Rejection checkText(Plan.Rule rule, Slot winner) {
    FieldRule mapping = rule.mapping();
    boolean number = winner.kind == Slot.Kind.NUMBER && mapping.acceptNumbers();
    if (winner.kind != Slot.Kind.TEXT && !number) {
      return wrongType(rule.field(), winner, "text");
    }
    if (rule.built()) {
      String text = winner.text;
      if (!mapping.translate().isEmpty()) {
        text = mapping.translate().getOrDefault(text, text);
      }
      if (mapping.privacy() == Privacy.HASH) {
        text = hashing.keyed(text);
      }
      values.text(rule.field(), text);
    }
    return null;
  }

  private Rejection checkTime(Slot winner, long timestampMillis) {
    boolean number = winner.kind == Slot.Kind.NUMBER && times.numbers();
    if (winner.kind != Slot.Kind.TEXT && !number) {
      return wrongType(Field.EVENT_TIME, winner, "a time");
    }
    if (winner.micros == TimeReader.BAD) {
      return Details.field(
          Reason.BAD_TIME,
          Field.EVENT_TIME,
          "no time in the configured format, or none that exists");
    }
    values.eventTime(winner.micros);
    return bounds.check(winner.micros, timestampMillis);
  }

  private Rejection checkAmount(Plan.Rule rule, Slot winner) {
    if (winner.kind != Slot.Kind.TEXT && winner.kind != Slot.Kind.NUMBER) {
      return wrongType(Field.AMOUNT, winner, "a number");
    }
    if (!winner.amountFits) {
      return Details.field(
          Reason.BAD_AMOUNT, Field.AMOUNT, "no number of at most 14 digits and 4 decimals");
    }
    if (rule.built()) {
      values.amount(winner.amount);
    }
    return null;
  }

  /** An id made of nothing would be the same for all. */
  private boolean composable(Field field) {
    if (field != Field.EVENT_ID) {
      return false;
    }
    for (Field part : plan.composeEventId()) {
      if (winners.containsKey(part) && plan.reachesTable(part)) {
        return true;
      }
    }
    return false;
  }

  private void composeEventId() {
    if (!plan.projection().fields().contains(Field.EVENT_ID)) {
      return;
    }
    String id = hashing.composed(plan.composeEventId(), values);
    for (Field part : plan.composeEventId()) {
      if (!plan.projection().fields().contains(part)) {
        values.text(part, null);
      }
    }
    values.text(Field.EVENT_ID, id);
  }

  private static Rejection missing(Field field, String how) {
    return Details.field(Reason.MISSING_FIELD, field, how);
  }

  private static Rejection wrongType(Field field, Slot found, String wanted) {
    return Details.field(
        Reason.WRONG_TYPE, field, found.described() + " where " + wanted + " belongs");
  }
}
