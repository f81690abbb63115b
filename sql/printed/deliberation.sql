-- Grain: an item put to the council, as one document prints it.
-- Key: document_id, part, position.
-- Several documents print one deliberation; core.deliberation merges them.
-- Landed by transforms.frames: this SELECT gives columns and types and has no rows.
select
    null::varchar as document_id,
    null::bigint as part,
    null::bigint as position,
    null::varchar as number,
    null::varchar as title,
    null::varchar as subject,
    null::varchar as outcome,
    null::boolean as unanimous,
    null::bigint as votes_for,
    null::bigint as votes_against,
    null::bigint as votes_abstain,
    null::bigint as votes_not_voting,
    null::boolean as is_secret,
    null::boolean as has_casting_vote,
    null::boolean as is_without_chair,
    null::bigint as page,
    null::bigint as line_from,
    null::bigint as line_to,
    null::varchar as quote,
    null::bigint as vote_page,
    null::bigint as vote_line_from,
    null::bigint as vote_line_to,
    null::varchar as vote_quote,
    null::varchar as certainty,
    null::varchar as doubt,
    null::boolean as is_corrected
where false
