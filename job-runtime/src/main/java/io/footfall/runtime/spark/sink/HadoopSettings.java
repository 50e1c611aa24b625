package io.footfall.runtime.spark.sink;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The session's Hadoop settings, on the driver and sent once to each executor.
 *
 * @param driver for files that the driver writes
 * @param executors for those of the tasks
 */
public record HadoopSettings(Configuration driver, Broadcast<SerializableConfiguration> executors) {

  /** Reads and sends them. */
  public static HadoopSettings of(SparkSession spark) {
    Configuration settings = spark.sessionState().newHadoopConf();
    return new HadoopSettings(
        settings,
        spark
            .sparkContext()
            .broadcast(
                new SerializableConfiguration(settings),
                scala.reflect.ClassTag$.MODULE$.apply(SerializableConfiguration.class)));
  }
}
