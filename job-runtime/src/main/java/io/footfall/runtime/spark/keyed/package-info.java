/**
 * Carries the jobs with state per user ({@code io.footfall.runtime.core.keyed}) on Spark. A job is
 * a {@link io.footfall.runtime.spark.keyed.KeyedJob}; {@code KeyedJobs.plan(spark, config,
 * bootstrapServers, job)} finds out everything that could be wrong and writes nothing, {@code
 * KeyedJobs.start(spark, job, plan, mode, listener)} rebuilds a lost state and starts the query.
 *
 * <p>The way of a record: source that advances all partitions together in Kafka time, and parses →
 * watermark → shuffle by user → {@code KeyedStep} over RocksDB with an index of what is due →
 * exactly-once sink, which gets rows of one binary column.
 */
package io.footfall.runtime.spark.keyed;
