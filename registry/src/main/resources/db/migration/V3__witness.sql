-- What this registry's witness has cosigned last of each log. A row is replaced only by a later
-- state of the same log, and never deleted: it is the memory that makes a fork visible.
create table witness_checkpoint (
  origin varchar(255) primary key,
  size   bigint not null check (size >= 0),
  root   bytea  not null check (octet_length(root) = 32),
  note   text   not null
);

-- The newest checkpoint of a log that enough witnesses have cosigned, with their lines.
create table log_witnessed (
  log  varchar(80) primary key,
  size bigint not null check (size >= 0),
  note text   not null
);
