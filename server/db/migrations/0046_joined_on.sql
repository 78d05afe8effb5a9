-- Since when somebody is with the company, where that is not when they became a member here.
alter table member add column joined_on date;
