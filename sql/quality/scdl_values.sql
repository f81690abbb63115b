-- Grain: a fact of a deliberation that both the council's SCDL file and its documents hold.
-- Key: subject (the file, the line and the fact).
-- Rule S3: the two agree. What is empty on one side is no row.
-- Landed by pipelines.comparison, which finds the pairs: this SELECT gives columns and types and has no rows.
select
    null::varchar as subject,
    null::varchar as council_id,
    null::varchar as document_id,
    null::bigint as part,
    null::varchar as session_id,
    null::varchar as deliberation_id,
    null::varchar as scdl_file,
    null::bigint as scdl_line,
    null::varchar as scdl_field,
    null::varchar as in_file,
    null::varchar as accepted,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
where false
