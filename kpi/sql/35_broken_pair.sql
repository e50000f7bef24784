-- broken_pair: periods that a break of the series parts from the one they would be compared with
-- grain: one row per (indicator_id, time_period, from_whole_year)
create table broken_pair as
with compared as (
    select
        time_period,
        starts_on,
        ends_on,
        time_period_year_earlier as before_period,
        false as from_whole_year
    from time_spine
    union all
    select
        time_period,
        starts_on,
        ends_on,
        time_period_whole_year_earlier as before_period,
        true as from_whole_year
    from time_spine
)

select distinct
    series_break.indicator_id,
    compared.time_period,
    compared.from_whole_year
from series_break
cross join compared
inner join time_spine as earlier on compared.before_period = earlier.time_period
where
    case
        when series_break.kind = 'stock'
            then
                series_break.ends_on > earlier.ends_on
                and series_break.ends_on <= compared.ends_on
        else
            series_break.starts_on > earlier.starts_on
            and series_break.starts_on < compared.ends_on
    end;
