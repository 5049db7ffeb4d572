create extension if not exists pg_trgm;

-- Model repos. A repo belongs to the federation whose release made it.
create table repo (
  id          bigint generated always as identity primary key,
  name        varchar(200) not null unique check (name = lower(name)),
  owner       varchar(100) not null,
  federation  varchar(64)  not null,
  created_at  timestamptz  not null,
  modified_at timestamptz  not null,
  tags        varchar(160) array not null
);
create index repo_by_owner on repo (owner, id desc);
create index repo_by_name_part on repo using gin (name gin_trgm_ops);
create index repo_by_tag on repo using gin (tags);

-- One release as an immutable git commit.
create table revision (
  id           bigint generated always as identity primary key,
  repo_id      bigint      not null references repo,
  commit_id    varchar(40) collate "C" not null check (commit_id ~ '^[0-9a-f]{40}$'),
  tree_id      varchar(40) not null,
  sequence     integer     not null check (sequence >= 0),
  release      varchar(64) not null unique,
  log_index    bigint      not null,
  parameters   bigint      not null,
  card         text        not null,
  published_at timestamptz not null,
  unique (repo_id, commit_id),
  unique (repo_id, sequence)
);

create table revision_file (
  revision_id bigint       not null references revision,
  path        varchar(255) collate "C" not null,
  oid         varchar(40)  not null,
  sha256      varchar(64)  not null,
  bytes       bigint       not null check (bytes >= 0),
  large       boolean      not null,
  changed_in  integer      not null,
  primary key (revision_id, path)
);

-- Names of revisions, with the sequence of the release they name. Branch main moves to later releases only; a tag never
-- moves.
create table ref (
  id          bigint generated always as identity primary key,
  repo_id     bigint      not null references repo,
  kind        varchar(6)  not null check (kind in ('BRANCH', 'TAG')),
  name        varchar(64) collate "C" not null,
  revision_id bigint      not null references revision,
  sequence    integer     not null,
  unique (repo_id, kind, name)
);
create index ref_by_revision on ref (revision_id);

-- Releases in force of which some file, or the release before, is not here yet.
create table pending_release (
  id         bigint generated always as identity primary key,
  release    varchar(64)  not null unique,
  repo       varchar(200) not null,
  federation varchar(64)  not null,
  sequence   integer      not null,
  log_index  bigint       not null,
  statement  bytea        not null
);
create index pending_release_in_order on pending_release (repo, sequence);
