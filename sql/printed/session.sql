-- Grain: a sitting as one document prints it.
-- Key: document_id, part.
-- Printed facts stay apart from what several documents together say (core.session).
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::varchar as doc_type,
    null::varchar as council,
    null::varchar as council_kind,
    null::date as date,
    null::varchar as start_time,
    null::date as convened_on,
    null::varchar as president,
    null::varchar as president_civility,
    null::varchar as president_function,
    null::varchar as secretary,
    null::varchar as secretary_civility,
    null::varchar as secretary_function,
    null::boolean as is_corrected,
    null::bigint as members_in_office,
    null::bigint as stated_present,
    null::bigint as stated_represented,
    null::bigint as stated_excused,
    null::bigint as stated_absent,
    null::bigint as stated_voters,
    null::boolean as is_second_convocation
where false
