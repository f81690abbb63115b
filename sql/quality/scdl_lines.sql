-- Grain: a line of a council's own SCDL file.
-- Key: subject (the file and the line).
-- Rule S1: each deliberation that the file lists is known from the documents.
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
    null::varchar as scdl_number,
    null::varchar as scdl_date,
    null::bigint as deliberations_found,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote
where false
