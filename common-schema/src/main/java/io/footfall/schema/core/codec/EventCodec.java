package io.footfall.schema.core.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import com.fasterxml.jackson.core.util.BufferRecycler;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Mappings;
import java.io.IOException;
import java.util.List;

/**
 * The bytes of a Kafka record to an event, or to the reason why they are none. One streaming pass,
 * no tree. The verdict is a function of bytes, timestamp and mapping only; a {@link Projection}
 * changes what an event holds, never the verdict. No input makes {@link #parse} throw.
 *
 * <p>The first of these that applies is the verdict:
 *
 * <ol>
 *   <li>EMPTY: null, or JSON white space only (a byte order mark before it does not count)
 *   <li>TOO_LARGE: more than {@link #MAX_BYTES}
 *   <li>INVALID_UTF8: anywhere in the bytes
 *   <li>structure, in byte order over the whole record, what follows its end included:
 *       MALFORMED_JSON, DUPLICATE_KEY (keys compared after unescaping), TOO_DEEP (more than {@link
 *       #MAX_DEPTH} objects and arrays within each other)
 *   <li>INVALID_UTF8: an escaped surrogate without its other half
 *   <li>NOT_AN_OBJECT
 *   <li>DUPLICATE_KEY: a top-level key that reads like the path under which a field left over from
 *       a partly mapped object is kept
 *   <li>the fields in canonical order, and for each: MISSING_FIELD, WRONG_TYPE, BAD_TIME or
 *       BAD_AMOUNT, TIME_TOO_FAR_AHEAD, TIME_TOO_OLD
 * </ol>
 *
 * <p>Of a field's candidates the first in the mapping's order that is present and not null counts,
 * whatever the order in the record; the others are properties, under the privacy of the field. Text
 * is translated, then hashed. A privacy rule for a path holds for all below it; where an array
 * stands in the way of a rule, the rule takes the array as a whole. Of more than 5,000 properties
 * to be hashed in one record, the rest are null.
 *
 * <p>Not thread-safe: one per task.
 */
public final class EventCodec {
  /**
   * Raised with every change that gives some record another verdict or another event. Tables record
   * it, so that a batch which one version left half done is not finished by another.
   */
  public static final int VERSION = 1;

  /** The largest record that is looked at: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  /** The most objects and arrays that may stand within each other. */
  public static final int MAX_DEPTH = 64;

  /** How the detail of a rejection begins that a defect in Footfall has caused. */
  public static final String DEFECT = "defect in the codec: ";

  /** Larger records do not add to the keys that are remembered from one record to the next. */
  private static final int MAX_BYTES_FOR_SHARED_NAMES = 8 << 10;

  /** A table is copied whenever a record adds to it, and grows out of proportion by collisions. */
  private static final int MAX_SHARED_NAMES = 256;

  private static final int MAX_BUCKETS = 1_024;

  /** No feature of the factory: keys are not interned, and a collision is no error. */
  private static final int FACTORY_FEATURES = 0;

  private static final int PARSER_FEATURES = JsonParser.Feature.collectDefaults();

  private final Walk walk;
  private final Judge judge;
  private final IOContext context;
  private ByteQuadsCanonicalizer names = ByteQuadsCanonicalizer.createRoot();

  private EventCodec(MappingSpec spec, Projection projection) {
    Decimals decimals = new Decimals();
    TimeReader times = TimeReader.of(spec.timeFormat(), decimals);
    Hashing hashing = new Hashing(spec.hashKey());
    Plan plan = new Plan(spec, projection);
    Properties properties = new Properties(projection.properties(), plan.nested(), hashing);
    walk = new Walk(plan, new Capture(times, decimals), properties);
    TimeBounds bounds = new TimeBounds(spec.maxAhead(), spec.maxAge());
    judge = new Judge(plan, times, bounds, properties, hashing);
    // Jackson's own limits would speak with its words and in its order.
    StreamReadConstraints unlimited =
        StreamReadConstraints.builder()
            .maxNestingDepth(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    context = new IOContext(unlimited, new BufferRecycler(), ContentReference.unknown(), false);
  }

  /** A codec that materialises everything. */
  public static EventCodec of(MappingSpec spec) {
    return of(spec, Projection.FULL);
  }

  /**
   * A codec for one task.
   *
   * @throws IllegalArgumentException when the mapping contradicts itself ({@link
   *     Mappings#problems})
   */
  public static EventCodec of(MappingSpec spec, Projection projection) {
    List<String> problems = Mappings.problems(spec);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("the mapping has errors: " + String.join("; ", problems));
    }
    return new EventCodec(spec, projection);
  }

  /**
   * Judges one record.
   *
   * @param value the record's value, not modified; null for a tombstone
   * @param timestampMillis the record's Kafka timestamp, or the batch's where it has none
   */
  public Verdict parse(byte[] value, long timestampMillis) {
    return parse(value, timestampMillis, Walk.MANY_KEYS);
  }

  /** As {@link #parse(byte[], long)}; more keys than {@code manyKeys} take the way for many. */
  Verdict parse(byte[] value, long timestampMillis, int manyKeys) {
    if (value == null) {
      return Details.EMPTY;
    }
    int start = hasByteOrderMark(value) ? 3 : 0;
    if (blank(value, start)) {
      return Details.EMPTY;
    }
    if (value.length > MAX_BYTES) {
      return Details.tooLarge(value.length);
    }
    int utf8 = Utf8.validate(value);
    if (utf8 >= 0) {
      return Details.invalidUtf8(utf8);
    }
    try {
      Rejection structure = structure(value, start, utf8 == Utf8.VALID_WITH_ESCAPES, manyKeys);
      return structure != null ? structure : judge.verdict(walk.record(), timestampMillis);
    } catch (IOException | RuntimeException e) {
      // One record must not stop a batch: a defect of ours is quarantined under its own name.
      return Details.defect(e);
    }
  }

  private Rejection structure(byte[] value, int start, boolean escapes, int manyKeys)
      throws IOException {
    if (!readBytes(value, start, manyKeys)) {
      readChars(value, start);
    }
    if (walk.rejection() != null) {
      return walk.rejection();
    }
    int unpaired = escapes ? Utf8.unpairedSurrogate(value) : -1;
    if (unpaired >= 0) {
      return Details.unpairedSurrogate(unpaired);
    }
    return walk.object() ? null : Details.NOT_AN_OBJECT;
  }

  private boolean readBytes(byte[] value, int start, int manyKeys) throws IOException {
    boolean share = value.length <= MAX_BYTES_FOR_SHARED_NAMES;
    ByteQuadsCanonicalizer root = share ? names : ByteQuadsCanonicalizer.createRoot();
    ByteQuadsCanonicalizer symbols = root.makeChild(FACTORY_FEATURES);
    if (share && (symbols.size() > MAX_SHARED_NAMES || symbols.bucketCount() > MAX_BUCKETS)) {
      names = ByteQuadsCanonicalizer.createRoot();
      symbols = names.makeChild(FACTORY_FEATURES);
    }
    try (ByteCursor cursor = new ByteCursor(context, PARSER_FEATURES, symbols, value, start)) {
      return walk.read(cursor, manyKeys);
    }
  }

  private void readChars(byte[] value, int start) throws IOException {
    try (CharCursor cursor = CharCursor.of(context, PARSER_FEATURES, value, start)) {
      walk.read(cursor, Integer.MAX_VALUE);
    }
  }

  private static boolean hasByteOrderMark(byte[] value) {
    return value.length >= 3
        && value[0] == (byte) 0xEF
        && value[1] == (byte) 0xBB
        && value[2] == (byte) 0xBF;
  }

  private static boolean blank(byte[] value, int start) {
    for (int i = start; i < value.length; i++) {
      byte b = value[i];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
