create table scrub (
  id          integer     primary key check (id = 1),
  next_part   integer     not null check (next_part between 0 and 255),
  pass        bigint      not null check (pass >= 0),
  began_at    timestamptz not null,
  blobs       bigint      not null,
  bytes       bigint      not null,
  finished_at timestamptz
);
insert into scrub (id, next_part, pass, began_at, blobs, bytes) values (1, 0, 0, now(), 0, 0);

create table damaged_blob (
  sha256   varchar(64) primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  found    varchar(64) not null,
  bytes    bigint      not null,
  found_at timestamptz not null
);
