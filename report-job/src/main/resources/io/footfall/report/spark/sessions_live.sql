SELECT latest.* FROM (
  SELECT max_by(struct(*), struct(generation, revision)) AS latest
  FROM (
    SELECT *, 0L AS run FROM delta.`WAREHOUSE/session_updates`
    UNION ALL
    SELECT * FROM delta.`WAREHOUSE/session_corrections`)
  GROUP BY session_id)
WHERE latest.status <> 'MERGED'
