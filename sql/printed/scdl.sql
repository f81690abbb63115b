-- Grain: a line of a council's own SCDL file of deliberations.
-- Key: file, line.
-- Cells as they stand in the file, which nothing else is made from: rules S1 to S3 lay them beside the documents.
-- Landed by pipelines.landing: this SELECT gives columns and types and has no rows.
select
    null::varchar as file,
    null::bigint as line,
    null::varchar as council_id,
    null::varchar as siren,
    null::varchar as number,
    null::varchar as date,
    null::varchar as title,
    null::varchar as members_in_office,
    null::varchar as votes_for,
    null::varchar as votes_against,
    null::varchar as votes_abstain,
    null::varchar as received_on
where false
