-- statement_current: the statements that stand, of uploads that are not withdrawn
-- grain: one row per statement; written out, since every page asks for the words behind figures
-- note:  a later upload replaces what was said at the same goal; one without a goal replaces all.
--        What is said once stands, and that is nearly everything; only the rest is weighed.
--        A base quoted beside a newer figure never outranks a figure stated for its own sake.
create table statement_current as
with active as (
    select statement.*
    from statement
    inner join upload on statement.upload_seq = upload.upload_seq
    inner join indicator on statement.indicator_id = indicator.indicator_id
    where upload.withdrawn_at is null
),

said_again as (
    select
        indicator_id,
        time_period
    from active
    group by indicator_id, time_period
    having count(*) > 1
),

several as (
    select active.*
    from active
    inner join said_again
        on
            active.indicator_id = said_again.indicator_id
            and active.time_period = said_again.time_period
),

latest_here as (
    select
        indicator_id,
        time_period,
        is_base,
        goal_no,
        max(upload_seq) as upload_seq
    from several
    group by indicator_id, time_period, is_base, goal_no
),

latest as (
    select
        indicator_id,
        time_period,
        is_base,
        max(upload_seq) as anywhere,
        max(case when goal_no = '' then upload_seq else 0 end) as whole
    from latest_here
    group by indicator_id, time_period, is_base
),

own_sake as (
    select
        indicator_id,
        time_period,
        bool_and(is_base) as is_base
    from latest_here
    group by indicator_id, time_period
)

select
    active.upload_seq,
    active.row_no,
    active.indicator_id,
    active.time_period,
    active.obs_value,
    active.obs_status,
    active.conf_status,
    active.is_base,
    active.undated_base,
    active.goal_no,
    active.cell,
    active.label,
    active.stands_at,
    active.remark
from active
left join said_again
    on
        active.indicator_id = said_again.indicator_id
        and active.time_period = said_again.time_period
where said_again.indicator_id is null

union all

select
    several.upload_seq,
    several.row_no,
    several.indicator_id,
    several.time_period,
    several.obs_value,
    several.obs_status,
    several.conf_status,
    several.is_base,
    several.undated_base,
    several.goal_no,
    several.cell,
    several.label,
    several.stands_at,
    several.remark
from several
inner join own_sake
    on
        several.indicator_id = own_sake.indicator_id
        and several.time_period = own_sake.time_period
        and several.is_base = own_sake.is_base
inner join latest_here
    on
        several.indicator_id = latest_here.indicator_id
        and several.time_period = latest_here.time_period
        and several.is_base = latest_here.is_base
        and several.goal_no = latest_here.goal_no
        and several.upload_seq = latest_here.upload_seq
inner join latest
    on
        several.indicator_id = latest.indicator_id
        and several.time_period = latest.time_period
        and several.is_base = latest.is_base
where
    (several.goal_no = '' and several.upload_seq = latest.anywhere)
    or (several.goal_no <> '' and several.upload_seq >= latest.whole);
