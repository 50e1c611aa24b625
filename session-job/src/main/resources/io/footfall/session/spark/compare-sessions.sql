-- Every session of the views found_sessions and recomputed_sessions, and how the two differ: null
-- for not at all. Where memory or a loss of state made a user's sessions inexact, or two bodies came
-- under one id so that only the order of arrival can tell which one counts, a difference is excused.
WITH found AS (
  SELECT session_id, user_id, unix_micros(start_time) AS start_micros,
    unix_micros(end_time) AS end_micros, duration_micros, events,
    CAST(array_sort(map_entries(events_by_type)) AS string) AS events_by_type,
    first_page, last_page,
    CAST(array_sort(map_entries(ordered)) AS string) AS ordered,
    CAST(array_sort(map_entries(paid)) AS string) AS paid,
    channel, device, campaign, split_reason, is_bot, is_bounce
  FROM found_sessions
),
inexact_users AS (
  SELECT user_id, max(reason) AS reason
  FROM (
    SELECT user_id, IF(capped, 'capped', 'truncated') AS reason
    FROM found_sessions
    WHERE capped OR truncated
    UNION ALL
    SELECT user_id, 'conflicting ids' AS reason
    FROM conflicting_ids
    WHERE moves)
  GROUP BY user_id
)
SELECT
  coalesce(f.session_id, r.session_id) AS session_id,
  coalesce(f.user_id, r.user_id) AS user_id,
  timestamp_micros(coalesce(f.start_micros, r.start_micros)) AS start_time,
  CASE
    WHEN f.session_id IS NULL THEN 'missing from session_updates'
    WHEN r.session_id IS NULL THEN 'not in events'
    ELSE nullif(
      concat_ws(
        ', ',
        IF(f.user_id <=> r.user_id, NULL, 'user_id'),
        IF(f.start_micros <=> r.start_micros, NULL, 'start_time'),
        IF(f.end_micros <=> r.end_micros, NULL, 'end_time'),
        IF(f.duration_micros <=> r.end_micros - r.start_micros, NULL, 'duration_micros'),
        IF(f.events <=> r.events, NULL, 'events'),
        IF(f.events_by_type <=> r.events_by_type, NULL, 'events_by_type'),
        IF(f.first_page <=> r.first_page, NULL, 'first_page'),
        IF(f.last_page <=> r.last_page, NULL, 'last_page'),
        IF(f.ordered <=> r.ordered, NULL, 'ordered'),
        IF(f.paid <=> r.paid, NULL, 'paid'),
        IF(f.channel <=> r.channel, NULL, 'channel'),
        IF(f.device <=> r.device, NULL, 'device'),
        IF(f.campaign <=> r.campaign, NULL, 'campaign'),
        IF(f.split_reason <=> r.split_reason, NULL, 'split_reason'),
        IF(f.is_bot <=> r.is_bot, NULL, 'is_bot'),
        IF(f.is_bounce <=> r.is_bounce, NULL, 'is_bounce')),
      '')
  END AS difference,
  reason AS excuse
FROM found f
  FULL OUTER JOIN recomputed_sessions r ON f.session_id = r.session_id
  LEFT JOIN inexact_users u ON u.user_id = coalesce(f.user_id, r.user_id)
