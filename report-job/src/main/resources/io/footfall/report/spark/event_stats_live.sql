SELECT grain, date_trunc(grain, minute) AS bucket, event_type, channel, currency,
  sum(events) AS events,
  CAST(sum(amount) AS DECIMAL(38, 4)) AS amount,
  hll_sketch_estimate(hll_union_agg(users)) AS users
FROM delta.`WAREHOUSE/event_stats_partial`
LATERAL VIEW explode(array('minute', 'hour')) AS grain
GROUP BY grain, date_trunc(grain, minute), event_type, channel, currency
