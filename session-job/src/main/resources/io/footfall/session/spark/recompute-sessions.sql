-- Sessions of all events in the view audited_events, by the words of the rules: one row each.
-- The cut by the longest duration depends on the cut before it, which no window function can say:
-- for the few chains that are longer, a fold over their times finds the starts of the segments.
WITH copies AS (
  SELECT *,
    row_number() OVER (
      PARTITION BY user_id, event_id ORDER BY kafka_partition, kafka_offset) AS copy
  FROM audited_events
),
ordered_events AS (
  SELECT *,
    lag(micros) OVER (
      PARTITION BY user_id ORDER BY micros, kafka_partition, kafka_offset) AS before
  FROM copies
  WHERE copy = 1
),
chained AS (
  SELECT *,
    sum(CASE WHEN before IS NULL OR micros - before > :gap THEN 1 ELSE 0 END) OVER (
      PARTITION BY user_id ORDER BY micros, kafka_partition, kafka_offset
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS chain
  FROM ordered_events
),
too_long AS (
  SELECT user_id, chain
  FROM chained
  GROUP BY user_id, chain
  HAVING max(micros) - min(micros) > :longest
),
cuts AS (
  SELECT user_id, chain,
    aggregate(
      sort_array(collect_set(micros)),
      CAST(array() AS array<bigint>),
      (starts, at) ->
        CASE
          WHEN size(starts) = 0 OR at - element_at(starts, -1) > :longest
            THEN concat(starts, array(at))
          ELSE starts
        END) AS starts
  FROM chained JOIN too_long USING (user_id, chain)
  GROUP BY user_id, chain
),
segmented AS (
  SELECT chained.*,
    CASE
      WHEN starts IS NULL THEN 1
      ELSE size(filter(starts, start -> start <= micros))
    END AS segment
  FROM chained LEFT JOIN cuts USING (user_id, chain)
),
summaries AS (
  SELECT user_id, chain, segment,
    min(struct(micros, kafka_partition, kafka_offset, event_id, channel, device, campaign)) AS head,
    max(micros) AS end_micros,
    count(*) AS events,
    min(struct(micros, kafka_partition, kafka_offset, page)) FILTER (WHERE page IS NOT NULL).page
      AS first_page,
    max(struct(micros, kafka_partition, kafka_offset, page)) FILTER (WHERE page IS NOT NULL).page
      AS last_page
  FROM segmented
  GROUP BY user_id, chain, segment
),
types AS (
  SELECT user_id, chain, segment, array_sort(collect_list(struct(event_type, events))) AS by_type
  FROM (
    SELECT user_id, chain, segment, event_type, count(*) AS events
    FROM segmented
    GROUP BY user_id, chain, segment, event_type)
  GROUP BY user_id, chain, segment
),
amounts AS (
  SELECT user_id, chain, segment,
    array_sort(collect_list(struct(currency, amount)) FILTER (WHERE event_type = 'order')) AS ordered,
    array_sort(collect_list(struct(currency, amount)) FILTER (WHERE event_type = 'payment')) AS paid
  FROM (
    SELECT user_id, chain, segment, event_type, coalesce(currency, '') AS currency,
      CAST(sum(amount) AS decimal(38, 4)) AS amount
    FROM segmented
    WHERE amount IS NOT NULL AND event_type IN ('order', 'payment')
    GROUP BY user_id, chain, segment, event_type, coalesce(currency, ''))
  GROUP BY user_id, chain, segment
)
SELECT
  left(
    sha2(
      concat_ws(':', head.micros, octet_length(head.event_id), head.event_id, user_id), 256),
    32) AS session_id,
  user_id,
  head.micros AS start_micros,
  end_micros,
  events,
  CAST(by_type AS string) AS events_by_type,
  first_page,
  last_page,
  coalesce(CAST(ordered AS string), '[]') AS ordered,
  coalesce(CAST(paid AS string), '[]') AS paid,
  head.channel AS channel,
  head.device AS device,
  head.campaign AS campaign,
  CASE WHEN segment > 1 THEN 'MAX_DURATION' END AS split_reason,
  events >= 100 AND events * 1000000 > 5 * (end_micros - head.micros) AS is_bot,
  events = 1 AS is_bounce
FROM summaries
  JOIN types USING (user_id, chain, segment)
  LEFT JOIN amounts USING (user_id, chain, segment)
