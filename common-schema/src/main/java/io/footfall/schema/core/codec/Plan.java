package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Privacy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A mapping and a projection, made ready: the keys as a tree, a slot for each candidate.
 *
 * @param rules one for each field, in canonical order
 * @param nested true when some path leads into an object, so that property keys can clash
 */
record Plan(
    PathNode root,
    List<Rule> rules,
    List<Slot> slots,
    Projection projection,
    List<Field> composeEventId,
    boolean nested) {

  /**
   * How one field is found and checked.
   *
   * @param built whether its value is needed, in the event or for a composed id
   */
  record Rule(Field field, FieldRule mapping, List<Slot> candidates, boolean built) {

    /** The candidate that counts, or null. */
    Slot winner() {
      for (int i = 0; i < candidates.size(); i++) {
        Slot slot = candidates.get(i);
        if (slot.present()) {
          return slot;
        }
      }
      return null;
    }
  }

  /** Whether anything of a field may reach a table. */
  boolean reachesTable(Field field) {
    return rules.stream()
        .noneMatch(rule -> rule.field() == field && rule.mapping().privacy() == Privacy.DROP);
  }

  static Plan of(MappingSpec spec, Projection projection) {
    PathNode root = PathNode.root();
    List<Rule> rules = new ArrayList<>();
    Set<Field> wanted = projection.fields();
    for (Field field : Field.values()) {
      FieldRule mapping = spec.fields().get(field);
      boolean needed =
          wanted.contains(field)
              || (wanted.contains(Field.EVENT_ID) && spec.composeEventId().contains(field));
      boolean built = needed && mapping.privacy() != Privacy.DROP;
      List<Slot> candidates = new ArrayList<>();
      for (JsonPath path : mapping.candidates()) {
        PathNode node = root.descend(path);
        // A candidate that loses is kept, but no more open than the field would have been.
        node.restrict(mapping.privacy());
        Slot slot = node.slotHere();
        want(slot, field, mapping, built, projection.properties());
        candidates.add(slot);
      }
      rules.add(new Rule(field, mapping, List.copyOf(candidates), built));
    }
    spec.properties().forEach((path, privacy) -> root.descend(path).restrict(privacy));
    root.settle();
    List<Slot> slots =
        rules.stream().flatMap(rule -> rule.candidates().stream()).distinct().toList();
    return new Plan(
        root, List.copyOf(rules), slots, projection, spec.composeEventId(), nested(spec));
  }

  private static void want(
      Slot slot, Field field, FieldRule mapping, boolean built, boolean properties) {
    slot.wantText |= built && field.isText();
    slot.wantAnyText |= properties && mapping.candidates().size() > 1;
    slot.wantBlank |= field.required();
    slot.wantTime |= field == Field.EVENT_TIME;
    slot.wantAmount |= field == Field.AMOUNT;
  }

  private static boolean nested(MappingSpec spec) {
    return spec.properties().keySet().stream().anyMatch(Plan::leadsIn)
        || spec.fields().values().stream()
            .anyMatch(rule -> rule.candidates().stream().anyMatch(Plan::leadsIn));
  }

  private static boolean leadsIn(JsonPath path) {
    return path.segments().size() > 1;
  }
}
