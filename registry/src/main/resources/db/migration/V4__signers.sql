-- A statement stands in a log once for each key that signed it: an organization that renews its
-- root key signs the new charter with both.
alter table log_entry add column signer bytea check (octet_length(signer) = 32);
update log_entry set signer =
  decode(convert_from(entry, 'UTF8')::jsonb #>> '{signatures,0,keyid}', 'hex');
alter table log_entry alter column signer set not null;
alter table log_entry drop column organization; -- and with it the unique constraint it was part of
alter table log_entry add unique (log, signed_digest, signer);
