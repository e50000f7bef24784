-- statement_current: the statements that stand, of uploads that are not withdrawn
-- grain: one row per statement
-- note:  a later upload replaces what was said at the same goal; one without a goal replaces all.
--        A base quoted beside a newer figure never outranks a figure stated for its own sake.
create view statement_current as
with active as (
    select statement.*
    from statement
    inner join upload on statement.upload_seq = upload.upload_seq
    inner join indicator on statement.indicator_id = indicator.indicator_id
    where upload.withdrawn_at is null
),

placed as (
    select
        active.*,
        min(case when is_base then 1 else 0 end)
            over (partition by indicator_id, time_period) as best_rank,
        max(upload_seq)
            over (partition by indicator_id, time_period, is_base, goal_no) as latest_here,
        max(upload_seq)
            over (partition by indicator_id, time_period, is_base) as latest_anywhere,
        max(case when goal_no = '' then upload_seq else 0 end)
            over (partition by indicator_id, time_period, is_base) as latest_whole
    from active
)

select
    upload_seq,
    row_no,
    indicator_id,
    time_period,
    obs_value,
    obs_status,
    conf_status,
    is_base,
    undated_base,
    goal_no,
    cell,
    label,
    stands_at,
    remark
from placed
where
    case when is_base then 1 else 0 end = best_rank
    and upload_seq = latest_here
    and (
        (goal_no = '' and upload_seq = latest_anywhere)
        or (goal_no <> '' and upload_seq >= latest_whole)
    );
