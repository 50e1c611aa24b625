package io.footfall.funnel.core.definition;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import io.footfall.schema.core.funnel.FunnelDefinition;
import io.footfall.schema.core.funnel.FunnelDocument;
import java.io.Serializable;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All definitions that a pipeline has had, and which cohorts each counts. A definition that comes
 * counts the cohorts that start after every event seen until then, since of earlier events nothing
 * is kept for it; one that goes finishes those that start before. So no cohort is counted by both,
 * and none by half. Immutable.
 */
public record FunnelHistory(List<ActiveFunnel> all) implements Serializable {
  private static final int VERSION = 1;
  private static final FunnelHistory EMPTY = new FunnelHistory(List.of());

  public FunnelHistory {
    all = List.copyOf(all);
  }

  public static FunnelHistory empty() {
    return EMPTY;
  }

  /**
   * The history once these definitions are configured.
   *
   * @param unseenMicros no event at or after this time has been processed; {@link Long#MIN_VALUE}
   *     when none has, and then every cohort counts
   */
  public FunnelHistory configured(List<FunnelDefinition> definitions, long unseenMicros) {
    List<ActiveFunnel> next = new ArrayList<>();
    List<FunnelDefinition> fresh = new ArrayList<>(definitions);
    for (ActiveFunnel funnel : all) {
      if (funnel.isConfigured() && !fresh.remove(funnel.definition())) {
        next.add(funnel.until(Math.max(unseenMicros, funnel.fromMicros())));
      } else {
        next.add(funnel);
      }
    }
    for (FunnelDefinition definition : fresh) {
      next.add(ActiveFunnel.of(next.size(), definition, unseenMicros, Long.MAX_VALUE));
    }
    return new FunnelHistory(next);
  }

  /** The funnels of which some cohort can still change. */
  public Funnels active(long watermarkMicros) {
    return new Funnels(all.stream().filter(each -> !each.isFinished(watermarkMicros)).toList());
  }

  /** The others. */
  public Funnels finished(long watermarkMicros) {
    return new Funnels(all.stream().filter(each -> each.isFinished(watermarkMicros)).toList());
  }

  /** All funnels, for a recomputation of everything. */
  public Funnels everything() {
    return new Funnels(all);
  }

  /** The configured funnel of a name. */
  public Optional<ActiveFunnel> named(String name) {
    return all.stream().filter(each -> each.isConfigured() && each.name().equals(name)).findFirst();
  }

  /** As text, to be kept. */
  public String render() {
    List<Map<String, Object>> funnels =
        all.stream()
            .map(
                funnel ->
                    Map.<String, Object>of(
                        "definition", FunnelDocument.render(funnel.definition()),
                        "hash", funnel.hash(),
                        "from", Long.toString(funnel.fromMicros()),
                        "until", Long.toString(funnel.untilMicros())))
            .toList();
    return ConfigValueFactory.fromMap(Map.of("version", VERSION, "funnels", funnels))
            .render(ConfigRenderOptions.concise())
        + "\n";
  }

  /**
   * Reads what {@link #render} wrote.
   *
   * @param file where it stood, for messages
   * @throws io.footfall.schema.core.error.FootfallException INTERNAL when it is damaged
   */
  public static FunnelHistory parse(String file, String text) {
    try {
      Config root =
          ConfigFactory.parseString(
              text, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
      if (root.getInt("version") != VERSION) {
        throw FunnelErrors.damagedHistory(file, "it is of another version", null);
      }
      List<ActiveFunnel> funnels = new ArrayList<>();
      for (Config each : root.getConfigList("funnels")) {
        funnels.add(
            ActiveFunnel.of(
                funnels.size(),
                FunnelDocument.parse(each.getString("definition")),
                Long.parseLong(each.getString("from")),
                Long.parseLong(each.getString("until"))));
      }
      return new FunnelHistory(funnels);
    } catch (ConfigException | IllegalArgumentException | DateTimeException e) {
      throw FunnelErrors.damagedHistory(file, e.getMessage(), e);
    }
  }
}
