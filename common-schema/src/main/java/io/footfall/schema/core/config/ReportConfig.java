package io.footfall.schema.core.config;

import java.time.Duration;
import java.time.ZoneId;

/**
 * Reports.
 *
 * @param zone sets where a day begins in reports; storage is UTC
 * @param trigger least time between the starts of two merges
 */
public record ReportConfig(ZoneId zone, Duration trigger) {}
