/** Batches that advance all partitions together in Kafka-timestamp order. */
package io.footfall.runtime.core.aligned;
