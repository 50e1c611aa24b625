/**
 * A real single-node Kafka as a child process: {@link io.footfall.localkafka.LocalKafka} runs in
 * the caller's JVM without any Kafka class, {@link io.footfall.localkafka.BrokerMain} in the
 * child's.
 */
package io.footfall.localkafka;
