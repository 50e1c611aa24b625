package io.footfall.runtime.parquet;

import io.footfall.runtime.core.DataFile;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/** One Parquet file being written, with Spark's own row format. */
final class ParquetFile {
  private final Path root;
  private final String relativePath;
  private final String partitionValue;
  private final Configuration hadoop;
  private final OpenedFile file;
  private final ParquetWriter<InternalRow> writer;
  private long rows;

  private ParquetFile(
      Path root,
      String relativePath,
      String partitionValue,
      Configuration hadoop,
      OpenedFile file,
      ParquetWriter<InternalRow> writer) {
    this.root = root;
    this.relativePath = relativePath;
    this.partitionValue = partitionValue;
    this.hadoop = hadoop;
    this.file = file;
    this.writer = writer;
  }

  /** What Spark's writer reads of its settings, for the files of one table. */
  static Configuration settings(StructType schema, Configuration hadoop) {
    Configuration settings = new Configuration(hadoop);
    ParquetWriteSupport.setSchema(schema, settings);
    settings.set(SQLConf.PARQUET_WRITE_LEGACY_FORMAT().key(), "false");
    settings.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), "TIMESTAMP_MICROS");
    settings.set(SQLConf.PARQUET_FIELD_ID_WRITE_ENABLED().key(), "false");
    return settings;
  }

  /**
   * Opens.
   *
   * @param settings of {@link #settings}
   */
  static ParquetFile create(
      Path root, String relativePath, String partitionValue, Configuration settings)
      throws IOException {
    OpenedFile file = new OpenedFile(new Path(root, relativePath), settings);
    try {
      ParquetWriter<InternalRow> writer =
          new Builder(file)
              .withConf(settings)
              .withCompressionCodec(CompressionCodecName.SNAPPY)
              .build();
      return new ParquetFile(root, relativePath, partitionValue, settings, file, writer);
    } catch (IOException | RuntimeException | Error e) {
      file.closeStream();
      throw e;
    }
  }

  void write(InternalRow row) throws IOException {
    writer.write(row);
    rows++;
  }

  DataFile close() throws IOException {
    writer.close();
    FileStatus status = root.getFileSystem(hadoop).getFileStatus(new Path(root, relativePath));
    return new DataFile(
        relativePath,
        partitionValue,
        status.getLen(),
        rows,
        status.getModificationTime(),
        FileStats.of(writer.getFooter()));
  }

  /** Removes what was written; the rest of it is not worth a last try to write it. */
  void discard() throws IOException {
    try {
      file.closeStream();
    } finally {
      root.getFileSystem(hadoop).delete(new Path(root, relativePath), false);
    }
  }

  private static final class Builder extends ParquetWriter.Builder<InternalRow, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<InternalRow> getWriteSupport(Configuration conf) {
      return new ParquetWriteSupport();
    }
  }
}
