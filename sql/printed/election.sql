-- Grain: a kind of council and a general renewal of the councils of that kind.
-- Key: kind, held_on.
-- The days of first rounds, which bound terms (transforms.elections).
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as kind,
    null::date as held_on
where false
