-- Grain: a name of a document and a date that it may hold.
-- Key: document_id, name, date.
-- Six digits may be read from either end, so that one name may hold two dates.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::varchar as name,
    null::date as date,
    null::boolean as is_sure
where false
