-- series_break: where a series was marked as broken; what lies on either side is not compared
-- grain: one row per (indicator_id, time_period)
create view series_break as
select
    observation_current.indicator_id,
    observation_current.time_period,
    observation_current.starts_on,
    observation_current.ends_on,
    indicator.kind
from observation_current
inner join indicator on observation_current.indicator_id = indicator.indicator_id
where observation_current.obs_status = 'B';
