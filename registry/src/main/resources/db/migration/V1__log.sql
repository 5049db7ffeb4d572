-- The entries of the federation logs that this registry sequences or mirrors.
-- A row is an index given away for ever: rows are only ever added, at the end.
create table log_entry (
  log           varchar(80) not null,
  log_index     bigint      not null check (log_index >= 0),
  entry         bytea       not null check (octet_length(entry) between 1 and 65535),
  leaf_hash     bytea       not null check (octet_length(leaf_hash) = 32),
  signed_digest bytea       not null check (octet_length(signed_digest) = 32),
  organization  varchar(64) not null,
  primary key (log, log_index),
  unique (log, signed_digest, organization)
);

-- The signed note that covers all entries of a log, written in the transaction that adds them.
-- A mirror keeps its origin's notes, byte for byte.
create table log_checkpoint (
  log  varchar(80) primary key,
  note text        not null
);
