package io.footfall.schema.core.codec;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The keys of all objects that are open, to find a key twice. Small objects are searched in one
 * shared array; a large one gets a set of its own, which resists keys that collide.
 */
final class KeyFrames {
  private static final int SMALL = 32;

  private final int[] starts;
  private final long[] filters;
  private final Set<String>[] sets;
  private String[] names = new String[4 * SMALL];
  private int[] hashes = new int[4 * SMALL];
  private int frame = -1;
  private int size;
  private int used;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  KeyFrames(int maxDepth) {
    starts = new int[maxDepth];
    filters = new long[maxDepth];
    sets = new Set[maxDepth];
  }

  /** Forgets everything, the keys of a broken record too. */
  void clear() {
    Arrays.fill(names, 0, used, null);
    Arrays.fill(sets, null);
    frame = -1;
    size = 0;
    used = 0;
  }

  void enter() {
    frame++;
    starts[frame] = size;
    filters[frame] = 0;
  }

  void leave() {
    size = starts[frame];
    sets[frame] = null;
    frame--;
  }

  /** Adds a key to the innermost object; false when it is there already. */
  boolean add(String name) {
    if (sets[frame] != null) {
      return sets[frame].add(name);
    }
    int hash = name.hashCode();
    long bit = 1L << (hash ^ (hash >>> 6));
    if ((filters[frame] & bit) != 0 && contains(name, hash)) {
      return false;
    }
    filters[frame] |= bit;
    if (size - starts[frame] == SMALL) {
      sets[frame] = new HashSet<>(Arrays.asList(names).subList(starts[frame], size));
      return sets[frame].add(name);
    }
    push(name, hash);
    return true;
  }

  /** Whether the innermost object has the key. */
  boolean contains(String name) {
    if (frame < 0) {
      return false;
    }
    return sets[frame] == null ? contains(name, name.hashCode()) : sets[frame].contains(name);
  }

  private boolean contains(String name, int hash) {
    for (int i = starts[frame]; i < size; i++) {
      if (hashes[i] == hash && names[i].equals(name)) {
        return true;
      }
    }
    return false;
  }

  private void push(String name, int hash) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    names[size] = name;
    hashes[size] = hash;
    size++;
    used = Math.max(used, size);
  }
}
