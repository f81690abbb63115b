-- Grain: a deliberation that no rule quarantines, itself or with its session.
-- Key: deliberation_id.
-- How it went as printed, and how far the vote is known by name: core.vote_tally says how.
with
council as (select * from core.council),

session as (select * from core.session),

deliberation as (select * from core.deliberation),

vote_tally as (select * from core.vote_tally),

quarantine as (select * from quality.quarantine),

gather as (
    select
        deliberation.*,
        council.name as council,
        session.date,
        session.members_in_office,
        vote_tally.votes_for,
        vote_tally.votes_against,
        vote_tally.votes_abstain,
        vote_tally.votes_not_voting,
        vote_tally.is_contested,
        vote_tally.margin,
        vote_tally.has_pivotal_proxies,
        vote_tally.members_present,
        vote_tally.members_represented,
        vote_tally.members_withdrawn,
        vote_tally.members_unknown,
        vote_tally.stated_for,
        vote_tally.stated_against,
        vote_tally.stated_abstain,
        vote_tally.stated_not_voting,
        vote_tally.inferred_for
    from deliberation
    inner join session on deliberation.session_id = session.session_id
    inner join council on deliberation.council_id = council.council_id
    inner join vote_tally on deliberation.deliberation_id = vote_tally.deliberation_id
    anti join quarantine
        on
        deliberation.session_id = quarantine.session_id
        and coalesce(quarantine.deliberation_id, deliberation.deliberation_id) = deliberation.deliberation_id
)

select
    council_id,
    council,
    session_id,
    deliberation_id,
    date,
    position,
    number,
    title,
    subject,
    subject_code,
    subject_label,
    subject_basis,
    subject_evidence,
    outcome,
    is_secret,
    has_casting_vote,
    votes_for,
    votes_against,
    votes_abstain,
    votes_not_voting,
    unanimous_printed,
    unanimous_strict,
    is_contested,
    margin,
    members_present,
    members_represented,
    members_withdrawn,
    members_unknown,
    if(members_unknown = 0, members_present + members_withdrawn, null) - (members_in_office // 2 + 1) as quorum_margin,
    stated_for,
    stated_against,
    stated_abstain,
    stated_not_voting,
    inferred_for,
    has_pivotal_proxies
from gather
