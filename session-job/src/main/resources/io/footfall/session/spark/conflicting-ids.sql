-- Ids of the view audited_events under which one user sent different bodies. Where a copy that came
-- later is also later in time, the first may have been forgotten when it came.
SELECT user_id, event_id, count(*) AS copies,
  max(micros) > min_by(micros, struct(kafka_partition, kafka_offset)) AS moves
FROM audited_events
GROUP BY user_id, event_id
HAVING count(DISTINCT micros, event_type, coalesce(page, ''), coalesce(channel, ''),
  coalesce(device, ''), coalesce(campaign, ''), coalesce(amount, -1), coalesce(currency, '')) > 1
