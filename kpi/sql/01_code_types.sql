-- code types: a name that comes again is kept as a number, and compared and joined as one
-- note:  in the order of the letters, so that what is sorted by a name stands where it did as text
create type indicator_code as enum (  -- noqa: CV07
    select code.code
    from code
    where code.what_of = 'indicator'
    order by code.code
);

create type period_code as enum (  -- noqa: CV07
    select code.code
    from code
    where code.what_of = 'period'
    order by code.code
);

create type grain_code as enum (  -- noqa: CV07
    select code.code
    from code
    where code.what_of = 'grain'
    order by code.code
);

create type obs_status_code as enum (  -- noqa: CV07
    select code.code
    from code
    where code.what_of = 'obs_status'
    order by code.code
);

create type conf_status_code as enum (  -- noqa: CV07
    select code.code
    from code
    where code.what_of = 'conf_status'
    order by code.code
);

drop table code;
