/** States per user in Spark's state store, and what is kept beside a checkpoint about them. */
package io.footfall.runtime.spark.state;
