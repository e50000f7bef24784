-- code: every name that comes again in row after row, before it is a type of its own
-- grain: one row per (what_of, code)
create temp table code (
    what_of varchar not null,
    code varchar not null
);
