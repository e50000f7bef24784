-- year_over_year_pair: each figure beside the same span a year earlier and the whole earlier year
-- grain: one row per (indicator_id, time_period) where any of the three is known
-- note:  left joins on purpose; a figure or a year nobody reported is shown, not dropped.
--        What the word is, not how a page gets it: a page asks for one period and lays the same
--        rows together itself (kpi/store/pairs.py); written out they were half of the database.
--        Values as plain text, as they are handed over.
create view year_over_year_pair as
with told as (
    select
        *,
        rtrim(rtrim(cast(obs_value as varchar), '0'), '.') as obs_text,
        rtrim(rtrim(cast(undated_base as varchar), '0'), '.') as undated_base_text
    from reported
)

select
    indicator.indicator_id,
    indicator.service_area_id,
    spine.time_period,
    spine.time_period_year_earlier,
    spine.time_period_whole_year_earlier,
    known.obs_text,
    known.obs_status,
    known.conf_status,
    known.have,
    known.of_parts,
    known.is_stated,
    known.in_conflict,
    known.undated_base_text,
    known.upload_seq,
    known.cell,
    base.obs_text as base_obs_text,
    base.obs_status as base_obs_status,
    base.conf_status as base_conf_status,
    base.have as base_have,
    base.of_parts as base_of_parts,
    base.is_stated as base_is_stated,
    base.in_conflict as base_in_conflict,
    base.upload_seq as base_upload_seq,
    base.cell as base_cell,
    whole.obs_text as year_obs_text,
    whole.obs_status as year_obs_status,
    whole.conf_status as year_conf_status,
    whole.have as year_have,
    whole.of_parts as year_of_parts,
    whole.is_stated as year_is_stated,
    whole.in_conflict as year_in_conflict,
    whole.upload_seq as year_upload_seq,
    whole.cell as year_cell,
    broken.indicator_id is not null as is_broken
from indicator
cross join time_spine as spine
left join told as known
    on
        indicator.indicator_id = known.indicator_id
        and spine.time_period = known.time_period
left join told as base
    on
        indicator.indicator_id = base.indicator_id
        and spine.time_period_year_earlier = base.time_period
left join told as whole
    on
        indicator.indicator_id = whole.indicator_id
        and spine.time_period_whole_year_earlier = whole.time_period
left join broken_pair as broken
    on
        indicator.indicator_id = broken.indicator_id
        and spine.time_period = broken.time_period
        and broken.from_whole_year = (base.obs_value is null)
where
    known.indicator_id is not null
    or base.indicator_id is not null
    or whole.indicator_id is not null;
