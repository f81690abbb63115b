-- Grain: a rule and what it speaks of: a roll call, a printed name or power, a vote, a deliberation. The names of one roll call or vote
-- that all hold make one row.
-- Key: finding_id.
-- The verdict 'holds' is kept: that a figure was checked is what makes it one to trust.
-- Landed by pipelines.checks from the Great Expectations results: this SELECT gives columns and types and has no rows.
select
    null::varchar as finding_id,
    null::varchar as rule,
    null::varchar as severity,
    null::varchar as verdict,
    null::varchar as council_id,
    null::varchar as document_id,
    null::varchar as session_id,
    null::varchar as deliberation_id,
    null::varchar as observed,
    null::varchar as expected,
    null::varchar as sentence,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
where false
