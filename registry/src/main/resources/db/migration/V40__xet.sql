-- Xorbs that clients uploaded: where each one's bytes lie in the blob store, and where its chunks lie in them.
create table xorb (
  hash       varchar(64)  collate "C" primary key check (hash ~ '^[0-9a-f]{64}$'),
  object_key varchar(200) not null,
  places     bytea        not null,
  used_at    timestamptz  not null
);
create index xorb_by_use on xorb (used_at);

-- Who uploaded it: nobody else may refer to it.
create table xorb_sender (
  hash       varchar(64) collate "C" not null references xorb on delete cascade,
  account_id bigint      not null references account,
  primary key (hash, account_id)
);

-- The key under which the tokens for uploads are authenticated, the same for all processes of this registry.
create table xet_key (
  id     integer primary key check (id = 1),
  secret bytea   not null check (octet_length(secret) = 32)
);
insert into xet_key values (1, sha256((gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text)::bytea));
