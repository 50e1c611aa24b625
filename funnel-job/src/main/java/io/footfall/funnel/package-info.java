/** The funnel job: Kafka to {@code funnel_updates} and {@code funnel_late_events}. */
package io.footfall.funnel;
