SELECT latest.* FROM (
  SELECT max_by(struct(*), struct(generation, revision)) AS latest
  FROM delta.`WAREHOUSE/session_updates`
  GROUP BY session_id)
WHERE latest.status <> 'MERGED'
