/**
 * What a job with state per user is made of. Free of Spark: {@code io.footfall.runtime.spark.keyed}
 * carries it.
 */
package io.footfall.runtime.core.keyed;
