-- better-auth's tables (1.7.5, with its two-factor plugin), in a schema of their own that sluice_app cannot enter.
-- Written by its own generator: people/auth.test.ts fails when a new release of it wants anything else.
-- They know no organisation, since a person may belong to several: nothing of ours has a foreign key to them.

create schema auth;

create table auth."user" (
  "id"                text not null primary key,   -- our member.user_id
  "name"              text not null,
  "email"             text not null unique,        -- id@mobile.invalid where only a mobile is known
  "emailVerified"     boolean not null,
  "image"             text,
  "createdAt"         timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt"         timestamptz default CURRENT_TIMESTAMP not null,
  "twoFactorEnabled"  boolean,
  "mobile"            text unique                  -- E.164; the other name to sign in with
);

create table auth."session" (
  "id"         text not null primary key,
  "expiresAt"  timestamptz not null,
  "token"      text not null unique,
  "createdAt"  timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt"  timestamptz not null,
  "ipAddress"  text,
  "userAgent"  text,
  "userId"     text not null references auth."user" ("id") on delete cascade
);
create index "session_userId_idx" on auth."session" ("userId");

create table auth."account" (
  "id"                     text not null primary key,
  "accountId"              text not null,
  "providerId"             text not null,
  "userId"                 text not null references auth."user" ("id") on delete cascade,
  "accessToken"            text,
  "refreshToken"           text,
  "idToken"                text,
  "accessTokenExpiresAt"   timestamptz,
  "refreshTokenExpiresAt"  timestamptz,
  "scope"                  text,
  "password"               text,
  "createdAt"              timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt"              timestamptz not null
);
create index "account_userId_idx" on auth."account" ("userId");

create table auth."verification" (
  "id"          text not null primary key,
  "identifier"  text not null,
  "value"       text not null,
  "expiresAt"   timestamptz not null,
  "createdAt"   timestamptz default CURRENT_TIMESTAMP not null,
  "updatedAt"   timestamptz default CURRENT_TIMESTAMP not null
);
create index "verification_identifier_idx" on auth."verification" ("identifier");

create table auth."twoFactor" (
  "id"                       text not null primary key,
  "secret"                   text not null,
  "backupCodes"              text not null,
  "userId"                   text not null references auth."user" ("id") on delete cascade,
  "verified"                 boolean,
  "failedVerificationCount"  integer,
  "lockedUntil"              timestamptz
);
create index "twoFactor_secret_idx" on auth."twoFactor" ("secret");
create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");
