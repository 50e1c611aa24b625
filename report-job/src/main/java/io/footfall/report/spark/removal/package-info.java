/** Removes rows: what a producer has sent twice, and what has outlived its retention. */
package io.footfall.report.spark.removal;
