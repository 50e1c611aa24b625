package io.footfall.funnel.core.state;

import io.footfall.funnel.core.definition.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An event that concerns a funnel, as state keeps it.
 *
 * @param matches what it is to each funnel that it concerns
 */
public record FunnelEvent(EventId id, long micros, EventDetails details, List<Match> matches) {
  /** The order of a timeline. */
  public static final Comparator<FunnelEvent> ORDER =
      Comparator.comparingLong(FunnelEvent::micros).thenComparing(FunnelEvent::id);

  /** The same event, of concern to fewer funnels. */
  public FunnelEvent withMatches(List<Match> fewer) {
    return new FunnelEvent(id, micros, details, fewer);
  }

  /** What it is to one funnel; null for nothing. */
  public Match match(int funnel) {
    for (Match match : matches) {
      if (match.funnel() == funnel) {
        return match;
      }
    }
    return null;
  }

  void write(ByteWriter out, long base) {
    out.signed(micros - base);
    id.write(out);
    details.write(out);
    out.number(matches.size());
    for (Match match : matches) {
      out.number(match.funnel()).number(match.steps()).number(match.exclusions());
      writeTexts(out, match.breakdown());
    }
  }

  static FunnelEvent read(ByteReader in, long base) {
    long micros = base + in.signed();
    EventId id = EventId.read(in);
    EventDetails details = EventDetails.read(in);
    int size = in.number();
    List<Match> matches = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      matches.add(new Match(in.number(), in.number(), in.number(), readTexts(in)));
    }
    return new FunnelEvent(id, micros, details, matches);
  }

  static void writeTexts(ByteWriter out, List<String> texts) {
    out.number(texts.size());
    texts.forEach(out::text);
  }

  static List<String> readTexts(ByteReader in) {
    int size = in.number();
    if (size == 0) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(in.text());
    }
    return texts;
  }
}
