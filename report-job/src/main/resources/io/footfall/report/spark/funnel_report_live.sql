WITH signed AS (
  SELECT *, 0L AS run FROM delta.`WAREHOUSE/funnel_updates`
  UNION ALL
  SELECT * FROM delta.`WAREHOUSE/funnel_corrections`)
SELECT *, users / first_value(users) OVER of_cohort AS rate,
  users / coalesce(lag(users) OVER of_cohort, users) AS rate_from_previous
FROM (
  SELECT funnel, definition_hash, cohort, step,
    sum(reached) AS users, sum(ended) AS abandoned
  FROM (
    SELECT funnel, definition_hash, cohort, explode(sequence(1, level)) AS step,
      sign AS reached, 0 AS ended
    FROM signed WHERE kind = 'UPDATE'
    UNION ALL
    SELECT funnel, definition_hash, cohort, level, 0, IF(sign < 0, -1, 1)
    FROM signed WHERE kind = 'ABANDONED')
  GROUP BY funnel, definition_hash, cohort, step)
WINDOW of_cohort AS (PARTITION BY funnel, definition_hash, cohort ORDER BY step)
