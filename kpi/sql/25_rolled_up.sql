-- rolled_up: figures of one grain, stated or made from the grain below; run finest grain first
-- grain: one row per (indicator_id, time_period); stocks come from 26
-- note:  a flow is summed only from a full set of parts; distinct counts and ratios never are.
--        A missing part counts as the periods in which the indicator is collected, or in which
--        the other parts came when those are shorter.
--        A figure made of parts stands where its last known part stands: one file, one cell.
insert into reported
with part as (
    select
        known.indicator_id,
        indicator.kind,
        spine_part.whole_period as time_period,
        spine_part.part_grain,
        max(spine_part.parts) as parts,
        max(known.starts_on) as last_starts_on,
        sum(known.obs_value) as total,
        count(known.obs_value) as valued,
        count(*) as present,
        sum(
            case
                when known.grain <> 'month' then known.have
                when known.obs_value is null then 0
                else 1
            end
        ) as have,
        sum(case when known.grain = 'month' then 1 else known.of_parts end) as of_present,
        greatest(
            max(coalesce(grain_span.parts, 1)),
            max(case when known.grain = 'month' then 1 else known.of_parts end)
        ) as of_missing,
        max(obs_status_order.place) as status_place,
        max(known.conf_status) as conf_status,
        bool_or(known.in_conflict) as in_conflict
    from reported as known
    inner join indicator on known.indicator_id = indicator.indicator_id
    inner join spine_part on known.time_period = spine_part.part_period
    inner join obs_status_order on known.obs_status = obs_status_order.obs_status
    left join grain_span
        on
            spine_part.part_grain = grain_span.whole_grain
            and indicator.grain = grain_span.part_grain
    where
        spine_part.whole_grain = $asked  -- noqa: RF02
        and indicator.kind <> 'stock'
    group by
        known.indicator_id, indicator.kind, spine_part.whole_period, spine_part.part_grain
),

stated as (
    select observation_current.*
    from observation_current
    inner join indicator on observation_current.indicator_id = indicator.indicator_id
    where
        observation_current.grain = $asked  -- noqa: RF02
        and indicator.kind <> 'stock'
)

select
    coalesce(stated.indicator_id, part.indicator_id) as indicator_id,
    coalesce(stated.time_period, part.time_period) as time_period,
    time_spine.grain,
    time_spine.starts_on,
    time_spine.ends_on,
    case
        when stated.indicator_id is not null then stated.obs_value
        when part.kind = 'flow' and part.valued = part.parts then part.total
    end as obs_value,
    case
        when stated.indicator_id is not null then stated.obs_status
        else obs_status_order.obs_status
    end as obs_status,
    coalesce(stated.conf_status, part.conf_status) as conf_status,
    case
        when stated.obs_value is not null then 1
        when stated.indicator_id is not null then 0
        else part.have
    end as have,
    case
        when stated.indicator_id is not null then 1
        else part.of_present + (part.parts - part.present) * part.of_missing
    end as of_parts,
    stated.indicator_id is not null as is_stated,
    coalesce(stated.in_conflict, part.kind = 'flow' and part.in_conflict) as in_conflict,
    stated.undated_base,
    coalesce(stated.upload_seq, last_part.upload_seq) as upload_seq,
    coalesce(stated.cell, last_part.cell) as cell
from stated
full outer join part
    on stated.indicator_id = part.indicator_id and stated.time_period = part.time_period
inner join time_spine on coalesce(stated.time_period, part.time_period) = time_spine.time_period
left join obs_status_order on part.status_place = obs_status_order.place
left join reported as last_part
    on
        part.indicator_id = last_part.indicator_id
        and part.part_grain = last_part.grain
        and part.last_starts_on = last_part.starts_on;
