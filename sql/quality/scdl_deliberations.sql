-- Grain: a file and a deliberation that was not rejected or put off, between the file's first and last day.
-- Key: subject (the file and the deliberation).
-- Rule S2: a council's own SCDL file lists each deliberation that its documents print.
-- Landed by pipelines.comparison, which finds the pairs: this SELECT gives columns and types and has no rows.
select
    null::varchar as subject,
    null::varchar as council_id,
    null::varchar as document_id,
    null::bigint as part,
    null::varchar as session_id,
    null::varchar as deliberation_id,
    null::varchar as title,
    null::varchar as session_date,
    null::varchar as scdl_file,
    null::varchar as scdl_from,
    null::varchar as scdl_to,
    null::bigint as lines_found,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
where false
