package io.footfall.schema.core.codec;

import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.Privacy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A key that the mapping names, or leads through; the root stands for the whole record. */
@SuppressWarnings("ReferenceEquality") // of keys: a guess, and looked up where it fails
final class PathNode {
  private final List<String> path;
  private final String prefix;
  private final String key;
  private final Map<String, PathNode> children = new HashMap<>();
  private Slot slot;
  private Privacy privacy = Privacy.KEEP;
  private Privacy beneath = Privacy.KEEP;
  private long record = -1;
  private String alias;
  private PathNode first;
  private PathNode next;

  private PathNode(List<String> path) {
    this.path = path;
    StringBuilder steps = new StringBuilder("$");
    path.forEach(segment -> steps.append(JsonPath.step(segment)));
    prefix = steps.toString();
    key = path.size() == 1 ? path.get(0) : prefix;
  }

  static PathNode root() {
    return new PathNode(List.of());
  }

  PathNode descend(JsonPath to) {
    PathNode node = this;
    for (int i = 0; i < to.segments().size(); i++) {
      List<String> there = to.segments().subList(0, i + 1);
      node = node.children.computeIfAbsent(to.segments().get(i), name -> new PathNode(there));
    }
    return node;
  }

  Slot slotHere() {
    if (slot == null) {
      slot = new Slot(this);
    }
    return slot;
  }

  void restrict(Privacy rule) {
    privacy = stricter(privacy, rule);
  }

  /** Spreads privacy from the top down, and gathers it from below; once, when all is in place. */
  void settle() {
    beneath = privacy;
    for (PathNode child : children.values()) {
      child.restrict(privacy);
      child.settle();
      beneath = stricter(beneath, child.beneath);
    }
  }

  /** Whether some path below the root is of more than one key. */
  boolean nested() {
    return children.values().stream().anyMatch(PathNode::leadsOn);
  }

  private static Privacy stricter(Privacy one, Privacy other) {
    if (one == Privacy.DROP || other == Privacy.DROP) {
      return Privacy.DROP;
    }
    return one == Privacy.KEEP ? other : one;
  }

  /**
   * The node of a key below this one; null when the mapping does not name it.
   *
   * @param before the node that was found before it in the same object, or null
   */
  PathNode child(String name, PathNode before) {
    PathNode guess = before == null ? first : before.next;
    // Records of one producer have their keys in one order, and Jackson hands out the same String.
    if (guess != null && guess.alias == name) {
      return guess;
    }
    PathNode child = children.get(name);
    if (child != null) {
      child.alias = name;
      if (before == null) {
        first = child;
      } else {
        before.next = child;
      }
    }
    return child;
  }

  /** Notes that a record has this key; false when it was noted before. */
  boolean visit(long inRecord) {
    boolean fresh = record != inRecord;
    record = inRecord;
    return fresh;
  }

  /** Whether the object here has the key already, where the mapping names it. */
  boolean visited(String name, long inRecord) {
    PathNode child = children.get(name);
    return child != null && child.record == inRecord;
  }

  boolean leadsOn() {
    return !children.isEmpty();
  }

  /** Null when no field comes from here. */
  Slot slot() {
    return slot;
  }

  /** The property key of the value here, when no field takes it. */
  String key() {
    return key;
  }

  /** The property key of a value below that the mapping does not name. */
  String keyOf(String name) {
    return path.isEmpty() ? name : prefix + JsonPath.step(name);
  }

  /** What may be kept of a value here, and of what the mapping does not name below. */
  Privacy privacy() {
    return privacy;
  }

  /** What may be kept of a value that a stricter rule below cannot reach into: an array. */
  Privacy beneath() {
    return beneath;
  }
}
