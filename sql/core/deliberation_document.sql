-- Grain: an item as one document prints it.
-- Key: document_id, part, position.
-- Prints with one number are one deliberation; a print without number joins the one number that its session prints with the same title,
-- else the prints with that title. Two items of one document are never merged.
with
session_document as (select * from core.session_document),

sitting as (select * from core.sitting),

deliberation as (select * from printed.deliberation),

vote as (select * from printed.vote),

read_keys as (
    select
        session_document.session_id,
        sitting.council_id,
        deliberation.document_id,
        deliberation.part,
        deliberation.position,
        session_document.doc_type,
        session_document.precedence,
        session_document.session_rank,
        coalesce(
            deliberation.votes_for, deliberation.votes_against, deliberation.votes_abstain, deliberation.votes_not_voting
        ) is not null as has_counts,
        nullif(upper(regexp_replace(deliberation.number, '\s+', '', 'g')), '') as number_key,
        nullif(trim(regexp_replace(lower(strip_accents(deliberation.title)), '[^a-z0-9]+', ' ', 'g')), '') as title_key
    from deliberation
    inner join session_document
        on deliberation.document_id = session_document.document_id and deliberation.part = session_document.part
    inner join sitting on deliberation.document_id = sitting.document_id and deliberation.part = sitting.part
),

number_titles as (
    select
        session_id,
        title_key,
        min(number_key) as number_key
    from read_keys
    where number_key is not null and title_key is not null
    group by session_id, title_key
    having count(distinct number_key) = 1
),

key_items as (
    select
        read_keys.*,
        coalesce(
            read_keys.number_key,
            number_titles.number_key,
            't-' || substr(md5(read_keys.title_key), 1, 10),
            -- neither number nor title: the print stands for itself
            'p-' || read_keys.document_id || '-' || read_keys.part || '-' || read_keys.position
        ) as item_key
    from read_keys
    left join number_titles on read_keys.session_id = number_titles.session_id and read_keys.title_key = number_titles.title_key
),

count_repeats as (
    select
        *,
        row_number() over (partition by document_id, part, item_key order by position) as occurrence
    from key_items
),

name_deliberations as (
    select
        *,
        session_id || '#' || item_key || if(occurrence > 1, '~' || occurrence, '') as deliberation_id
    from count_repeats
),

find_named_votes as (
    select distinct
        document_id,
        part,
        deliberation_position
    from vote
),

rank_prints as (
    select
        name_deliberations.*,
        name_deliberations.has_counts or find_named_votes.document_id is not null as has_votes,
        row_number() over (
            partition by name_deliberations.deliberation_id
            order by name_deliberations.session_rank, name_deliberations.position
        ) as deliberation_rank
    from name_deliberations
    left join find_named_votes
        on
        name_deliberations.document_id = find_named_votes.document_id
        and name_deliberations.part = find_named_votes.part
        and name_deliberations.position = find_named_votes.deliberation_position
)

select
    deliberation_id,
    session_id,
    council_id,
    document_id,
    part,
    position,
    doc_type,
    precedence,
    deliberation_rank,
    has_votes and row_number() over (partition by deliberation_id, has_votes order by deliberation_rank) = 1 as is_vote_of_record
from rank_prints
