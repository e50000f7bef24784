-- statement_current: the statements that stand, of uploads that are not withdrawn
-- grain: one row per statement; written out, since every page asks for the words behind figures
-- note:  a later upload replaces what was said at the same goal; one without a goal replaces all.
--        A base quoted beside a newer figure never outranks a figure stated for its own sake.
create table statement_current as
with active as (
    select statement.*
    from statement
    inner join upload on statement.upload_seq = upload.upload_seq
    inner join indicator on statement.indicator_id = indicator.indicator_id
    where upload.withdrawn_at is null
),

latest_here as (
    select
        indicator_id,
        time_period,
        is_base,
        goal_no,
        max(upload_seq) as upload_seq
    from active
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
inner join own_sake
    on
        active.indicator_id = own_sake.indicator_id
        and active.time_period = own_sake.time_period
        and active.is_base = own_sake.is_base
inner join latest_here
    on
        active.indicator_id = latest_here.indicator_id
        and active.time_period = latest_here.time_period
        and active.is_base = latest_here.is_base
        and active.goal_no = latest_here.goal_no
        and active.upload_seq = latest_here.upload_seq
inner join latest
    on
        active.indicator_id = latest.indicator_id
        and active.time_period = latest.time_period
        and active.is_base = latest.is_base
where
    (active.goal_no = '' and active.upload_seq = latest.anywhere)
    or (active.goal_no <> '' and active.upload_seq >= latest.whole);
