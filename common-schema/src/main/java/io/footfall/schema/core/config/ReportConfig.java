package io.footfall.schema.core.config;

import java.time.ZoneId;

/**
 * Reports.
 *
 * @param zone sets where a day begins in reports; storage is UTC
 */
public record ReportConfig(ZoneId zone) {}
