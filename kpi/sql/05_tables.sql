-- tables: what the rest is said of; filled by the build, never by hand
create table indicator (
    indicator_id indicator_code not null,
    service_area_id varchar not null,
    kind varchar not null,
    grain grain_code not null
);

create table time_spine (
    time_period period_code not null,
    grain grain_code not null,
    starts_on date not null,
    ends_on date not null,
    time_period_year_earlier period_code,
    time_period_whole_year_earlier period_code
);

create table spine_part (
    whole_period period_code not null,
    part_period period_code not null,
    whole_grain grain_code not null,
    part_grain grain_code not null,
    parts integer not null
);

create table grain_span (
    whole_grain grain_code not null,
    part_grain grain_code not null,
    parts integer not null
);

create table obs_status_order (
    obs_status obs_status_code not null,
    place integer not null
);

create table upload (
    upload_seq integer not null,
    upload_id varchar not null,
    file_name varchar not null,
    sha256 varchar not null,
    file_format varchar not null,
    published_at timestamp not null,
    published_by varchar not null,
    reason varchar not null,
    withdrawn_at timestamp,
    observations integer not null
);

create table statement (
    upload_seq integer not null,
    row_no integer not null,
    indicator_id indicator_code not null,
    time_period period_code not null,
    obs_value decimal(38, 18),
    obs_status obs_status_code not null,
    conf_status conf_status_code not null,
    is_base boolean not null,
    undated_base decimal(38, 18),
    goal_no varchar not null,
    cell varchar not null,
    label varchar not null,
    stands_at varchar not null,
    remark varchar not null
);

create table reported (
    indicator_id indicator_code not null,
    time_period period_code not null,
    grain grain_code not null,
    starts_on date not null,
    ends_on date not null,
    obs_value decimal(38, 18),
    obs_status obs_status_code not null,
    conf_status conf_status_code not null,
    have integer not null,
    of_parts integer not null,
    is_stated boolean not null,
    in_conflict boolean not null,
    undated_base decimal(38, 18),
    upload_seq integer not null,
    cell varchar not null
);
