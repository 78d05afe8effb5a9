-- By which code the keys of an organisation's leads and customers were made, and how far making them anew has come. An
-- organisation without a row has keys of before there were versions.
create table keying (
  org_id       uuid primary key references org,
  version      int not null,                 -- keysVersion of server/lead/keys.ts
  stage        text not null check (stage in ('leads', 'customers')),
  after_id     uuid,                         -- the last one done of the stage
  done         int not null,
  total        int not null,                 -- as many as there were when it began
  started_at   timestamptz not null,
  finished_at  timestamptz
);
