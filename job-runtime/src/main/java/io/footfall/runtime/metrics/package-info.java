/** Serves what {@code core.metrics} has measured: Prometheus, health, status, and the live page. */
package io.footfall.runtime.metrics;
