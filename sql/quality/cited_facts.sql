-- Grain: a fact of a sitting's header whose place is known, where a rule cites it.
-- Key: document_id, part, field.
-- Each total has a place of its own, so a finding on a total cites the line that prints it and not the roll call's first one.
with
session_fact as (select * from printed.session_fact),

roll_call as (select * from quality.roll_call)

select
    session_fact.document_id,
    session_fact.part,
    session_fact.field,
    session_fact.page,
    session_fact.line_from,
    session_fact.line_to,
    session_fact.quote
from session_fact
semi join roll_call on session_fact.document_id = roll_call.document_id and session_fact.part = roll_call.part
