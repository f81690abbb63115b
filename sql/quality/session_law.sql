-- Grain: a session.
-- Key: session_id.
-- What the law of the day asks of it: rules C10 and N2b. While the laws on the epidemic hold a third of the members is a quorum, at first
-- with those represented, and a councillor may hold two powers: law 2020-290, article 10, and order 2020-391, article 2; law 2020-1379,
-- article 6; law 2021-1465, article 10. Else it is more than half of the members, in person, and one power (CGCT L.2121-17, L.2121-20).
with
session as (select * from core.session),

derogation (first_day, last_day, counts_represented) as (
    values
    (date '2020-03-12', date '2020-07-10', true),
    (date '2020-07-11', date '2020-08-30', false),
    (date '2020-10-17', date '2021-09-30', false),
    (date '2021-11-10', date '2022-07-31', false)
)

select
    session.session_id,
    not coalesce(session.is_second_convocation, false) as needs_quorum,
    derogation.first_day is not null as is_third_enough,
    coalesce(derogation.counts_represented, false) as counts_represented,
    if(derogation.first_day is null, 1, 2)::bigint as proxies_allowed
from session
left join derogation on session.date between derogation.first_day and derogation.last_day
