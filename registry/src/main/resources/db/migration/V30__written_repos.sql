-- Repos that people write, beside those that federations release into. A federation's repo is of the one, any other of
-- its namespace.
alter table repo
  add column type       varchar(7) not null default 'MODEL' check (type in ('MODEL', 'DATASET')),
  add column visibility varchar(7) not null default 'PUBLIC' check (visibility in ('PUBLIC', 'PRIVATE')),
  add column gate       varchar(6) not null default 'NONE' check (gate in ('NONE', 'AUTO', 'MANUAL'));
alter table repo
  alter column type drop default,
  alter column visibility drop default,
  alter column gate drop default,
  alter column federation drop not null,
  drop constraint repo_name_key,
  add unique (type, name);

-- Where a repo is that had another name once.
create table repo_earlier_name (
  type    varchar(7)   not null,
  name    varchar(200) not null,
  repo_id bigint       not null references repo on delete cascade,
  primary key (type, name)
);
create index repo_earlier_name_by_repo on repo_earlier_name (repo_id);

-- A commit need not show a release. Its parent is a commit of the same repo.
alter table revision
  add column parent_commit varchar(40) collate "C",
  add column author        varchar(100),
  add column message       text;
update revision set
  parent_commit = (
    select p.commit_id from revision p where p.repo_id = revision.repo_id and p.sequence = revision.sequence - 1),
  author = (select r.federation from repo r where r.id = revision.repo_id),
  message = 'Release ' || sequence || E'\n\nCommonweight-Release: sha256:' || release || E'\n';
alter table revision
  alter column author set not null,
  alter column message set not null,
  alter column sequence drop not null,
  alter column release drop not null,
  alter column log_index drop not null,
  alter column parameters drop not null,
  add check (num_nulls(sequence, release, log_index) in (0, 3)),
  drop constraint revision_repo_id_fkey,
  add foreign key (repo_id) references repo on delete cascade;

-- Files stand in folders, and name the commit that gave them their content.
alter table revision_file add column changed_by varchar(40) collate "C";
update revision_file set changed_by = changed.commit_id
  from revision shown join revision changed on changed.repo_id = shown.repo_id
  where shown.id = revision_file.revision_id and changed.sequence = revision_file.changed_in;
alter table revision_file
  alter column changed_by set not null,
  drop column changed_in,
  alter column path type text collate "C",
  drop constraint revision_file_revision_id_fkey,
  add foreign key (revision_id) references revision on delete cascade;

-- Branches and tags that people make have no release.
alter table ref
  alter column sequence drop not null,
  alter column name type varchar(200) collate "C",
  drop constraint ref_repo_id_fkey,
  add foreign key (repo_id) references repo on delete cascade,
  drop constraint ref_revision_id_fkey,
  add foreign key (revision_id) references revision on delete cascade;

-- Which blobs were brought to which repo: whoever may read one of these repos may have the blob.
create table repo_blob (
  repo_id bigint      not null references repo on delete cascade,
  sha256  varchar(64) not null,
  primary key (repo_id, sha256)
);
create index repo_blob_by_blob on repo_blob (sha256);
insert into repo_blob (repo_id, sha256)
  select distinct r.repo_id, f.sha256 from revision_file f join revision r on r.id = f.revision_id;
