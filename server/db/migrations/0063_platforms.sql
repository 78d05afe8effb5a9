-- Work platforms (WeCom, DingTalk, Feishu) as an application speaks to them: messages to a person, and sign-in.

create table platform_app (
  org_id       uuid not null references org,
  provider     text not null check (provider in ('wecom', 'dingtalk', 'feishu')),
  client_id    text not null,                -- corpid, AppKey, App ID
  agent        text,                         -- WeCom's agentid, DingTalk's robotCode
  base         text,                         -- another address than the platform's own: Lark, a proxy
  sealed_secret bytea not null,              -- by a key that follows from the server's secret
  messages     boolean not null default false,
  sign_in      boolean not null default false,
  problem      text,                         -- a code of ours for what the last call failed with, with the platform's own
  problem_at   timestamptz,
  updated_at   timestamptz not null default now(),
  primary key (org_id, provider)
);

-- Which account on a platform is a member's. One account is one member's at most.
create table member_account (
  org_id      uuid not null,
  user_id     uuid not null,
  provider    text not null check (provider in ('wecom', 'dingtalk', 'feishu')),
  account_id  text not null,                 -- userid; Feishu: open_id
  how         text not null check (how in ('hand', 'mobile', 'signIn')),
  linked_at   timestamptz not null default now(),
  primary key (org_id, user_id, provider),
  unique (org_id, provider, account_id),
  foreign key (org_id, user_id) references member (org_id, user_id) on delete cascade
);
