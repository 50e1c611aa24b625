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
  static final int MANY_KEYS = 256;

  private final PathNode root;
  private final Capture capture;
  private final Properties properties;
  private final KeyFrames keys = new KeyFrames(EventCodec.MAX_DEPTH);

  private JsonCursor cursor;
  private long record;

  /** The node of the innermost object; null where that is not the mapping's. */
  private PathNode here;

  private int depth;
  private int keyCount;
  private int keyLimit;
  private boolean object;
  private Rejection rejection;

  Walk(Plan plan, Capture capture, Properties properties) {
    root = plan.root();
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
    record++;
    properties.clear();
    boolean complete = false;
    try {
      complete = document();
      if (complete && cursor.next() != null) {
        rejection = Details.malformed(cursor.bytesRead());
      }
    } catch (JsonProcessingException e) {
      // Jackson's message quotes the record: only the place is passed on.
      String name = cursor.name();
      boolean twice = name != null && known(name);
      rejection = twice ? Details.duplicateKey(name) : Details.malformed(cursor.bytesRead());
    } finally {
      cursor = null;
      here = null;
      if (!complete) {
        keys.clear();
      }
    }
    return keyCount <= keyLimit;
  }

  /** The number of the record just read, under which slots were filled. */
  long record() {
    return record;
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
    return enter() && members(root);
  }

  /**
   * Reads the members of an object whose brace has been read; false when the record is rejected.
   */
  private boolean members(PathNode node) throws IOException {
    keys.enter();
    here = node;
    PathNode before = null;
    while (cursor.next() == JsonToken.FIELD_NAME) {
      String name = cursor.name();
      PathNode child = node.child(name, before);
      if (!fresh(name, child)) {
        return false;
      }
      JsonToken token = cursor.next();
      boolean sound = child == null ? keep(node, name, node.privacy(), token) : visit(child, token);
      if (!sound) {
        return false;
      }
      here = node;
      before = child == null ? before : child;
    }
    keys.leave();
    depth--;
    return true;
  }

  private boolean visit(PathNode node, JsonToken token) throws IOException {
    Slot slot = node.slot();
    if (token == JsonToken.START_OBJECT && node.leadsOn()) {
      if (slot != null) {
        slot.found(record, Slot.Kind.OBJECT);
      }
      return enter() && members(node);
    }
    if (slot == null) {
      boolean array = token == JsonToken.START_ARRAY;
      return keep(null, node.key(), array ? node.beneath() : node.privacy(), token);
    }
    if (!token.isStructStart()) {
      capture.scalar(slot, record, token, cursor);
      return true;
    }
    boolean array = token == JsonToken.START_ARRAY;
    slot.found(record, array ? Slot.Kind.ARRAY : Slot.Kind.OBJECT);
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
    if (!first.isStructStart()) {
      return true;
    }
    here = null;
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
          if (!fresh(cursor.name(), null)) {
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

  private boolean fresh(String name, PathNode node) {
    if (++keyCount > keyLimit) {
      return false;
    }
    if (node == null ? keys.add(name) : node.visit(record)) {
      return true;
    }
    rejection = Details.duplicateKey(name);
    return false;
  }

  /** Whether the innermost object has the key already. */
  private boolean known(String name) {
    return keys.contains(name) || (here != null && here.visited(name, record));
  }
}
