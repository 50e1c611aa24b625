package io.footfall.bench.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one event costs on one thread, by way of reading it.
 *
 * @param bytesPerEvent mean size of the events
 */
public record CodecResult(Machine machine, double bytesPerEvent, List<Line> lines) {

  /** The way whose cost is the measure of the others. */
  public static final String BASELINE = "from_json_12_fields";

  /** The codec as ingest uses it. */
  public static final String CODEC = "codec_full";

  public CodecResult {
    lines = List.copyOf(lines);
  }

  /**
   * One way of reading.
   *
   * @param errorNanos half of the 99.9% confidence interval; NaN when too little was measured
   */
  public record Line(String name, double nanosPerEvent, double errorNanos) {}

  /** How many times the cost of {@link #BASELINE} is that of this line. */
  public double timesCheaper(Line line) {
    return nanos(BASELINE) / line.nanosPerEvent();
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "codec");
    json.put("machine", machine.json());
    json.put("bytes_per_event", bytesPerEvent);
    json.put("ways", lines.stream().map(this::json).toList());
    return json;
  }

  private Map<String, Object> json(Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("way", line.name());
    json.put("ns_per_event", line.nanosPerEvent());
    json.put("error_ns", Spread.orNull(line.errorNanos()));
    json.put("times_cheaper_than_from_json", timesCheaper(line));
    return json;
  }

  /** The last line. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "bench codec: %,.0f ns per event of %.0f bytes with all checks, from_json %,.0f ns: %.2fx"
            + " cheaper",
        nanos(CODEC),
        bytesPerEvent,
        nanos(BASELINE),
        nanos(BASELINE) / nanos(CODEC));
  }

  private double nanos(String name) {
    return lines.stream()
        .filter(line -> line.name().equals(name))
        .mapToDouble(Line::nanosPerEvent)
        .findFirst()
        .orElse(Double.NaN);
  }
}
