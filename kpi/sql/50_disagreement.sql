-- disagreement: what was published of one figure and does not agree with what else was
-- grain: one row per contradiction; expected_value is the other side
-- note:  shown to the reader, never settled here
create table disagreement as
-- a flow stated for a span whose parts are all known and give another sum
select
    'parts-disagree' as code,
    whole.indicator_id,
    whole.time_period,
    whole.obs_value,
    sum(part.obs_value) as expected_value,
    whole.upload_seq,
    whole.cell
from reported as whole
inner join indicator on whole.indicator_id = indicator.indicator_id
inner join spine_part on whole.time_period = spine_part.whole_period
inner join reported as part
    on
        whole.indicator_id = part.indicator_id
        and spine_part.part_period = part.time_period
where indicator.kind = 'flow' and whole.is_stated and whole.obs_value is not null
group by whole.indicator_id, whole.time_period, whole.obs_value, whole.upload_seq, whole.cell
having
    count(part.obs_value) = max(spine_part.parts)
    and sum(part.obs_value) <> whole.obs_value

union all

-- a stock stated for two periods that end on the same day
select
    'same-date-disagrees' as code,
    longer.indicator_id,
    longer.time_period,
    longer.obs_value,
    shorter.obs_value as expected_value,
    longer.upload_seq,
    longer.cell
from observation_current as longer
inner join observation_current as shorter
    on
        longer.indicator_id = shorter.indicator_id
        and longer.ends_on = shorter.ends_on
        and longer.starts_on < shorter.starts_on
inner join indicator on longer.indicator_id = indicator.indicator_id
where indicator.kind = 'stock' and longer.obs_value <> shorter.obs_value

union all

-- an earlier figure quoted beside a newer one, unlike what was stated for its own sake; a quote
-- that a later file put right is past
select
    'base-disagrees' as code,
    quoted.indicator_id,
    quoted.time_period,
    known.obs_value,
    quoted.obs_value as expected_value,
    quoted.upload_seq,
    quoted.cell
from statement as quoted
inner join upload on quoted.upload_seq = upload.upload_seq
inner join observation_current as known
    on
        quoted.indicator_id = known.indicator_id
        and quoted.time_period = known.time_period
where
    upload.withdrawn_at is null
    and quoted.is_base
    and not known.is_base
    and quoted.obs_value <> known.obs_value
    and not exists (
        select 1
        from statement as later
        inner join upload as later_upload on later.upload_seq = later_upload.upload_seq
        where
            later_upload.withdrawn_at is null
            and later.is_base
            and later.indicator_id = quoted.indicator_id
            and later.time_period = quoted.time_period
            and later.upload_seq > quoted.upload_seq
            and (
                later.goal_no = quoted.goal_no
                or later.goal_no = ''
                or quoted.goal_no = ''
            )
    )

union all

-- a figure whose indicator the catalogue no longer defines: kept, not shown
select
    'unknown-in-catalogue' as code,
    told.indicator_id,
    told.time_period,
    told.obs_value,
    null as expected_value,
    told.upload_seq,
    told.cell
from statement as told
inner join upload on told.upload_seq = upload.upload_seq
left join indicator on told.indicator_id = indicator.indicator_id
where upload.withdrawn_at is null and indicator.indicator_id is null;
