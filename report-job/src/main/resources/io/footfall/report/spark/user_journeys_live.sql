SELECT coalesce(s.user_id, f.user_id) AS user_id, first_seen, last_seen,
  coalesce(sessions, 0) AS sessions, coalesce(events, 0) AS events, coalesce(orders, 0) AS orders,
  coalesce(paid, CAST(map() AS MAP<STRING, DECIMAL(38, 4)>)) AS paid, last.channel AS last_channel,
  coalesce(last.status = 'OPEN', false) AS in_session,
  coalesce(furthest, CAST(map() AS MAP<STRING, INT>)) AS furthest
FROM (
  SELECT user_id, min(start_time) AS first_seen, max(end_time) AS last_seen,
    count(*) AS sessions, sum(events) AS events,
    sum(coalesce(element_at(events_by_type, 'order'), 0)) AS orders,
    max_by(struct(channel, status), struct(start_time, session_id)) AS last
  FROM sessions_live GROUP BY user_id) s
LEFT JOIN (
  SELECT user_id, map_from_entries(collect_list(struct(currency, amount))) AS paid
  FROM (
    SELECT user_id, currency, CAST(sum(amount) AS DECIMAL(38, 4)) AS amount
    FROM sessions_live LATERAL VIEW explode(paid) AS currency, amount
    GROUP BY user_id, currency)
  WHERE amount <> 0 GROUP BY user_id) p ON p.user_id = s.user_id
FULL OUTER JOIN (
  SELECT user_id, map_from_entries(collect_list(struct(funnel, level))) AS furthest
  FROM (
    SELECT user_id, funnel, max(level) AS level
    FROM (
      SELECT user_id, funnel, definition_hash, level
      FROM (
        SELECT *, 0L AS run FROM delta.`WAREHOUSE/funnel_updates`
        UNION ALL
        SELECT * FROM delta.`WAREHOUSE/funnel_corrections`)
      WHERE kind = 'UPDATE'
      GROUP BY user_id, funnel, definition_hash, level HAVING sum(sign) > 0)
    GROUP BY user_id, funnel)
  GROUP BY user_id) f ON f.user_id = s.user_id
