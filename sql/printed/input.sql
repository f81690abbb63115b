-- Grain: something beside the documents that the warehouse is made from.
-- Key: kind, name.
-- Where one of them is another, everything is made anew; where none is, only the councils whose documents changed.
-- Landed by pipelines.refresh: this SELECT gives columns and types and has no rows.
select
    null::varchar as kind,
    null::varchar as name,
    null::varchar as version
where false
