/** Removes from {@code events} what a producer has sent twice. */
package io.footfall.report.spark.removal;
