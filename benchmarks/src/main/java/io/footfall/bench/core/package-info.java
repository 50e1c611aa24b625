/** What measurements mean: percentiles, summaries, results. Free of Spark and Kafka. */
package io.footfall.bench.core;
