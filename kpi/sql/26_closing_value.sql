-- closing_value: a stock is as of its last day, so every period that ends that day has the value
-- grain: one row per (indicator_id, time_period)
-- note:  a figure stated for its own sake wins over one quoted as a base; then the very period;
--        then the finest period that ends the same day
insert into reported
with candidate as (
    select
        told.*,
        spine.time_period as asked_period,
        spine.grain as asked_grain,
        spine.starts_on as asked_starts_on,
        row_number() over (
            partition by told.indicator_id, spine.time_period
            order by
                case when told.is_base then 1 else 0 end,
                case when told.time_period = spine.time_period then 0 else 1 end,
                told.starts_on desc
        ) as place
    from observation_current as told
    inner join indicator on told.indicator_id = indicator.indicator_id
    inner join time_spine as spine on told.ends_on = spine.ends_on
    where indicator.kind = 'stock'
)

select
    indicator_id,
    asked_period as time_period,
    asked_grain as grain,
    asked_starts_on as starts_on,
    ends_on,
    obs_value,
    obs_status,
    conf_status,
    case when obs_value is null then 0 else 1 end as have,
    1 as of_parts,
    asked_period = time_period as is_stated,
    in_conflict,
    undated_base,
    upload_seq,
    cell
from candidate
where place = 1;
