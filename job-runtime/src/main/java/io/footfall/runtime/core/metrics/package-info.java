/** What is measured of a running job: names, units, closed label sets, and the sums behind them. */
package io.footfall.runtime.core.metrics;
