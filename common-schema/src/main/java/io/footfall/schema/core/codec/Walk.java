package io.footfall.schema.core.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.mapping.Privacy;
import java.io.IOException;

/**
 * The one pass over a record: structure is checked everywhere, mapped values go to their slots, the
 * rest to the properties.
 */
final class Walk {
  /** A record with more keys than this is read by {@link CharCursor}. */
  static final int MANY_KEYS = 1_024;

  private final Plan plan;
  private final Capture capture;
  private final Properties properties;
  private final KeyFrames keys = new KeyFrames(EventCodec.MAX_DEPTH);

  private JsonCursor cursor;
  private int depth;
  private int keyCount;
  private int keyLimit;
  private boolean object;
  private Rejection rejection;

  Walk(Plan plan, Capture capture, Properties properties) {
    this.plan = plan;
    this.capture = capture;
    this.properties = properties;
  }

  /**
   * Reads a whole record.
   *
   * @param limit the most keys to read
   * @return false when there were more: nothing is known yet
   */
  boolean read(JsonCursor json, int limit) throws IOException {
    cursor = json;
    keyLimit = limit;
    keyCount = 0;
    depth = 0;
    object = false;
    rejection = null;
    keys.clear();
    properties.clear();
    for (int i = 0; i < plan.slots().size(); i++) {
      plan.slots().get(i).clear();
    }
    try {
      if (document() && cursor.next() != null) {
        rejection = Details.malformed(cursor.bytesRead());
      }
    } catch (JsonProcessingException e) {
      // Jackson's message quotes the record: only the place is passed on.
      String name = cursor.pendingName();
      boolean twice = name != null && keys.contains(name);
      rejection = twice ? Details.duplicateKey(name) : Details.malformed(cursor.bytesRead());
    } finally {
      cursor = null;
      keys.clear();
    }
    return keyCount <= keyLimit;
  }

  /** What is wrong with the structure, or null. */
  Rejection rejection() {
    return rejection;
  }

  /** Whether the top of the record is an object. */
  boolean object() {
    return object;
  }

  private boolean document() throws IOException {
    JsonToken token = cursor.next();
    if (token != JsonToken.START_OBJECT) {
      return skip(token);
    }
    object = true;
    return enter() && members(plan.root());
  }

  /**
   * Reads the members of an object whose brace has been read; false when the record is rejected.
   */
  private boolean members(PathNode node) throws IOException {
    keys.enter();
    while (cursor.next() == JsonToken.FIELD_NAME) {
      String name = cursor.name();
      if (!fresh(name)) {
        return false;
      }
      PathNode child = node.child(name);
      JsonToken token = cursor.next();
      boolean sound = child == null ? keep(node, name, node.privacy(), token) : visit(child, token);
      if (!sound) {
        return false;
      }
    }
    keys.leave();
    depth--;
    return true;
  }

  private boolean visit(PathNode node, JsonToken token) throws IOException {
    Slot slot = node.slot();
    if (token == JsonToken.START_OBJECT && node.leadsOn()) {
      if (slot != null) {
        slot.kind = Slot.Kind.OBJECT;
      }
      return enter() && members(node);
    }
    if (slot == null) {
      boolean array = token == JsonToken.START_ARRAY;
      return keep(null, node.key(), array ? node.beneath() : node.privacy(), token);
    }
    if (!token.isStructStart()) {
      capture.scalar(slot, token, cursor);
      return true;
    }
    slot.kind = token == JsonToken.START_ARRAY ? Slot.Kind.ARRAY : Slot.Kind.OBJECT;
    int start = cursor.position() - 1;
    if (!skip(token)) {
      return false;
    }
    slot.text = slot.wantAnyText ? cursor.slice(start, cursor.position()) : null;
    return true;
  }

  /** Puts an unmapped value among the properties; its key is made only where it is needed. */
  private boolean keep(PathNode parent, String name, Privacy privacy, JsonToken token)
      throws IOException {
    if (privacy == Privacy.DROP || !properties.wanted()) {
      return skip(token);
    }
    String key = parent == null ? name : parent.keyOf(name);
    if (!properties.values()) {
      properties.put(key, null, privacy);
      return skip(token);
    }
    String value;
    if (token.isStructStart()) {
      int start = cursor.position() - 1;
      if (!skip(token)) {
        return false;
      }
      value = cursor.slice(start, cursor.position());
    } else if (token == JsonToken.VALUE_NULL) {
      value = null;
    } else {
      value = token.isBoolean() ? token.asString() : cursor.text();
    }
    properties.put(key, value, privacy);
    return true;
  }

  /** Goes to the end of a value, checking on the way; false when the record is rejected. */
  private boolean skip(JsonToken first) throws IOException {
    int outside = depth;
    JsonToken token = first;
    while (true) {
      switch (token) {
        case START_OBJECT -> {
          if (!enter()) {
            return false;
          }
          keys.enter();
        }
        case START_ARRAY -> {
          if (!enter()) {
            return false;
          }
        }
        case END_OBJECT -> {
          keys.leave();
          depth--;
        }
        case END_ARRAY -> depth--;
        case FIELD_NAME -> {
          if (!fresh(cursor.name())) {
            return false;
          }
        }
        default -> {}
      }
      if (depth == outside) {
        return true;
      }
      token = cursor.next();
    }
  }

  private boolean enter() {
    if (depth == EventCodec.MAX_DEPTH) {
      rejection = Details.tooDeep(cursor.bytesRead());
      return false;
    }
    depth++;
    return true;
  }

  private boolean fresh(String name) {
    if (++keyCount > keyLimit) {
      return false;
    }
    if (!keys.add(name)) {
      rejection = Details.duplicateKey(name);
      return false;
    }
    return true;
  }
}
