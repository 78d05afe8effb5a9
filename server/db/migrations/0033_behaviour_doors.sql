-- A site that runs the tracking script, by its public key.
create table behaviour_site (
  org_id       uuid not null references org,
  site_id      uuid not null,
  name         text not null,
  key          text not null,
  consent      boolean not null,            -- nothing is tracked before the visitor agrees
  honour       boolean not null,            -- Do Not Track and Global Privacy Control
  active       boolean not null,
  created_at   timestamptz not null,
  primary key (org_id, site_id)
);
create unique index behaviour_site_key on behaviour_site (org_id, key);

-- An address of a lead's own, for mails: who opens it is that lead.
create table behaviour_link (
  org_id       uuid not null references org,
  token        text not null,
  lead_id      uuid not null,
  target       text not null,
  about        text not null,
  sent_at      timestamptz not null,
  primary key (org_id, token),
  foreign key (org_id, lead_id) references lead (org_id, lead_id)
);

-- A QR code of a channel (渠道活码): its target may change after it was printed.
create table behaviour_code (
  org_id       uuid not null references org,
  code         text not null,
  name         text not null,
  target       text not null,
  channel      text not null,
  campaign     text not null,
  active       boolean not null,
  scans        bigint not null default 0,
  created_at   timestamptz not null,
  primary key (org_id, code)
);

-- Where another system tells what people did with its mails or posts.
create table behaviour_hook (
  org_id       uuid not null references org,
  hook_id      uuid not null,
  kind         text not null,               -- sendgrid, mailgun, neutral
  name         text not null,
  key          text not null,
  secret       text not null,               -- what it signs with: a public key of SendGrid's, a signing key else
  active       boolean not null,
  created_at   timestamptz not null,
  primary key (org_id, hook_id)
);
create unique index behaviour_hook_key on behaviour_hook (org_id, key);
