package io.footfall.runtime.metrics;

import io.footfall.runtime.core.metrics.JobMetrics;
import io.footfall.runtime.metrics.HttpService.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is served under which path. */
final class Routes {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final String JSON_TYPE = "application/json; charset=utf-8";

  private Routes() {}

  static Map<String, Route> of(
      MetricsRegistry registry, StatusView status, Collection<JobMetrics> jobs, boolean page) {
    Map<String, Route> routes = new TreeMap<>();
    routes.put(
        "/metrics",
        () -> Answer.of(200, METRICS_TYPE, registry.scrape().getBytes(StandardCharsets.UTF_8)));
    routes.put("/live", () -> health(jobs, JobMetrics::live, "live", "has failed for good"));
    routes.put("/ready", () -> health(jobs, JobMetrics::ready, "ready", "does not run"));
    routes.put(
        "/status", () -> Answer.of(200, JSON_TYPE, status.json().getBytes(StandardCharsets.UTF_8)));
    if (page) {
      EventStream events = new EventStream(status);
      routes.put("/events", events);
      routes.put("/", file("index.html", "text/html; charset=utf-8"));
      routes.put("/page.css", file("page.css", "text/css; charset=utf-8"));
      routes.put("/page.js", file("page.js", "text/javascript; charset=utf-8"));
    }
    return routes;
  }

  private static Answer health(
      Collection<JobMetrics> jobs, Predicate<JobMetrics> good, String yes, String no) {
    String bad =
        jobs.stream()
            .filter(Predicate.not(good))
            .map(job -> job.job() + " " + no + "\n")
            .collect(Collectors.joining());
    return bad.isEmpty() ? Answer.text(200, yes + "\n") : Answer.text(503, bad);
  }

  private static Route file(String name, String type) {
    return () -> {
      try (InputStream in = Routes.class.getResourceAsStream("page/" + name)) {
        if (in == null) {
          throw new IOException("page/" + name + " is not on the class path");
        }
        return Answer.of(200, type, in.readAllBytes());
      }
    };
  }
}
