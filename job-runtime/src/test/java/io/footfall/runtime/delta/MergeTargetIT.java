package io.footfall.runtime.delta;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import io.footfall.runtime.spark.Sessions;
import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import io.footfall.schema.spark.TableLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One merge adds 1 to each of four rows, which begin at 0, in two partitions. */
class MergeTargetIT {
  private static final TableLayout TABLE =
      new TableLayout(
          "counts", new StructType().add("n", LongType).add("bucket", IntegerType), "bucket");
  private static final String SOURCE = "shop/report/counts/source/1";
  private static final AtomicReference<Runnable> MEANWHILE = new AtomicReference<>();

  private final SparkSession spark = Sessions.open("test", Map.of(), Optional.of("local[2]"));

  @TempDir private Path warehouse;
  private MergeTarget target;
  private MergeTarget other;

  @BeforeEach
  void make() {
    target = open();
    other = open();
    target.append(
        "begin", 1, spark.range(4).selectExpr("0L AS n", "CAST(id % 2 AS INT) AS bucket"));
  }

  @Test
  void ofTwoMergesFromOnePositionOneGetsThrough() {
    MergeTarget.Turn turn = target.turn(SOURCE);
    MergeTarget.Turn same = other.turn(SOURCE);
    assertThat(turn.position()).isEmpty();
    other.commit(same, 7, MergeTargetIT::add);
    assertOvertaken(() -> target.commit(turn, 8, MergeTargetIT::add));
    assertOvertaken(() -> target.replace(turn, 8, target.rows()));
    assertRows(1, 4);
    assertThat(target.position(SOURCE)).hasValue(7);
    target.commit(target.turn(SOURCE), 8, MergeTargetIT::add);
    assertRows(2, 4);
    assertThat(target.position(SOURCE)).hasValue(8);
  }

  @Test
  void aMergeDuringWhichAnotherTakesTheTurnChangesNothing() {
    MergeTarget.Turn turn = target.turn(SOURCE);
    MEANWHILE.set(() -> other.commit(other.turn(SOURCE), 7, MergeTargetIT::add));
    assertOvertaken(() -> target.commit(turn, 8, MergeTargetIT::addMeanwhile));
    assertRows(1, 4);
    assertThat(target.position(SOURCE)).hasValue(7);
  }

  @Test
  void whoHasDiedInHisTurnIsFollowedFromWhereHeHasBegun() {
    target.commit(target.turn(SOURCE), 7, MergeTargetIT::add);
    assertThatThrownBy(
            () ->
                target.commit(
                    target.turn(SOURCE),
                    8,
                    table -> {
                      throw new IllegalStateException("died");
                    }))
        .hasRootCauseMessage("died");
    assertThat(target.position(SOURCE)).hasValue(7);
    target.commit(target.turn(SOURCE), 8, MergeTargetIT::add);
    assertRows(2, 4);
    assertThat(target.position(SOURCE)).hasValue(8);
  }

  @Test
  void whatAnotherSourceMergesMeanwhileStays() {
    MEANWHILE.set(() -> other.commit(other.turn("another"), 3, MergeTargetIT::add));
    target.commit(target.turn(SOURCE), 7, MergeTargetIT::addMeanwhile);
    assertRows(2, 4);
    assertThat(target.position(SOURCE)).hasValue(7);
    assertThat(target.position("another")).hasValue(3);
  }

  private MergeTarget open() {
    SparkSession session = spark.newSession();
    session.udf().register("meanwhile", (UDF1<Long, Long>) MergeTargetIT::meanwhile, LongType);
    return MergeTarget.open(session, warehouse.toString(), TABLE);
  }

  private static void add(DeltaTable table) {
    table.updateExpr(Map.of("n", "n + 1"));
  }

  private static void addMeanwhile(DeltaTable table) {
    table.updateExpr(Map.of("n", "meanwhile(n)"));
  }

  /** Adds one; the first time, another merge is made meanwhile, to its end. */
  private static long meanwhile(long value) {
    Runnable first = MEANWHILE.getAndSet(null);
    if (first != null) {
      CompletableFuture.runAsync(first).join(); // a thread that runs no task
    }
    return value + 1;
  }

  private static void assertOvertaken(ThrowingCallable merge) {
    assertThatThrownBy(merge)
        .isInstanceOfSatisfying(
            FootfallException.class,
            error -> {
              assertThat(error.problem()).startsWith("another report job has merged into ");
              assertThat(error.category()).as("tried again").isEqualTo(ErrorCategory.EXTERNAL);
            });
  }

  private void assertRows(long each, long count) {
    assertThat(rows("true")).isEqualTo("[%d,%d]".formatted(each, count));
    assertThat(rows("n = " + each)).isEqualTo("[%d,%d]".formatted(each, count));
  }

  private String rows(String where) {
    return target.rows().where(where).selectExpr("max(n)", "count(*)").head().toString();
  }
}
