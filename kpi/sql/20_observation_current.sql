-- observation_current: what is known of a figure as it was stated
-- grain: one row per (indicator_id, time_period)
-- note:  statements that disagree leave no value; they are shown side by side, never settled here
create table observation_current as
with told as (
    select
        said.indicator_id,
        said.time_period,
        max(said.obs_value) as highest,
        min(said.obs_value) as lowest,
        count(*) as statements,
        count(said.obs_value) as valued,
        max(obs_status_order.place) as status_place,
        max(said.conf_status) as conf_status,
        max(said.undated_base) as highest_undated,
        min(said.undated_base) as lowest_undated,
        max(said.upload_seq) as upload_seq,
        -- of the last upload's statements the one that stands first in its file
        arg_min(said.cell, said.row_no - said.upload_seq * 4294967296) as cell,
        bool_and(said.is_base) as is_base
    from statement_current as said
    inner join obs_status_order on said.obs_status = obs_status_order.obs_status
    group by said.indicator_id, said.time_period
)

select
    told.indicator_id,
    told.time_period,
    time_spine.grain,
    time_spine.starts_on,
    time_spine.ends_on,
    case
        when told.highest = told.lowest and told.valued = told.statements then told.highest
    end as obs_value,
    obs_status_order.obs_status,
    told.conf_status,
    told.valued > 0
    and (told.highest <> told.lowest or told.valued <> told.statements) as in_conflict,
    case when told.highest_undated = told.lowest_undated then told.highest_undated end
        as undated_base,
    told.upload_seq,
    told.cell,
    told.is_base
from told
inner join time_spine on told.time_period = time_spine.time_period
inner join obs_status_order on told.status_place = obs_status_order.place;
