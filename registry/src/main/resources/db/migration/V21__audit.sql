-- Requests that may have changed something, in canonical JSON; rows are only ever added. The commitment is
-- SHA-256(salt || record): it binds a record whose text and salt were deleted.
create table audit_record (
  id         bigint generated always as identity primary key,
  at         timestamptz not null,
  salt       bytea       not null check (octet_length(salt) = 32),
  record     bytea       not null,
  commitment bytea       not null check (octet_length(commitment) = 32)
);
create index audit_record_in_order on audit_record (at, id);

-- The root of the Merkle tree over the commitments of each hour that has records; rows are only ever added.
create table audit_root (
  hour    timestamptz primary key,
  records integer     not null check (records > 0),
  root    varchar(64) not null check (root ~ '^[0-9a-f]{64}$')
);
