-- The names under which repos stand: accounts and organizations share them.
create table namespace (
  id         bigint generated always as identity primary key,
  name       varchar(96)  not null unique check (name = lower(name)),
  kind       varchar(12)  not null check (kind in ('ACCOUNT', 'ORGANIZATION')),
  full_name  varchar(200) not null,
  created_at timestamptz  not null,
  unique (id, kind)
);

-- Who can have tokens. A disabled account has none that are good.
create table account (
  id       bigint      primary key,
  kind     varchar(12) not null default 'ACCOUNT' check (kind = 'ACCOUNT'),
  operator boolean     not null,
  disabled boolean     not null,
  foreign key (id, kind) references namespace (id, kind)
);

-- What accounts may do in organizations.
create table member (
  organization_id bigint      not null,
  kind            varchar(12) not null default 'ORGANIZATION' check (kind = 'ORGANIZATION'),
  account_id      bigint      not null references account,
  role            varchar(11) not null check (role in ('READER', 'CONTRIBUTOR', 'MAINTAINER', 'OWNER')),
  primary key (organization_id, account_id),
  foreign key (organization_id, kind) references namespace (id, kind)
);
create index member_by_account on member (account_id);

-- Tokens, of which only the digest is here. Rows are never deleted: what a token did stays its own.
create table token (
  id           bigint generated always as identity primary key,
  account_id   bigint       not null references account,
  name         varchar(100) not null,
  digest       varchar(64)  not null unique check (digest ~ '^[0-9a-f]{64}$'),
  scope        varchar(12)  not null check (scope in ('READ', 'WRITE', 'FINE_GRAINED', 'SETUP')),
  created_at   timestamptz  not null,
  expires_at   timestamptz  not null,
  revoked_at   timestamptz,
  last_used_on date
);
create index token_by_account on token (account_id, id desc);

-- What a fine-grained token is for: namespaces, or repos in them.
create table token_place (
  token_id bigint       not null references token,
  place    varchar(200) not null,
  access   varchar(5)   not null check (access in ('READ', 'WRITE')),
  primary key (token_id, place)
);
