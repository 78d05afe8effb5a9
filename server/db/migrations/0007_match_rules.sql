-- Match policies become rules over named terms. What a policy of one kind of answer said, it says still: a rule for each
-- term, in its order; every version is rewritten, so that a past decision is read by the same eyes.
update policy set body = (
  select jsonb_build_object(
    'terms', jsonb_agg(jsonb_build_object('name', chr(64 + place::int), 'kind', term) order by place),
    'rules', jsonb_agg(jsonb_build_object(
      'id', term,
      'name', case term when 'phone' then '电话相同' when 'email' then '邮箱相同' else '微信号相同' end,
      'logic', chr(64 + place::int),
      'strength', 'certain',
      'against', 'both',
      'does', case policy.body ->> 'onMatch'
        when 'refuse' then '{"rep":"refuse","pool":"refuse","kept":"refuse","closed":"refuse","converted":"refuse","customer":"link"}'
        when 'flag' then '{"rep":"link","pool":"link","kept":"link","closed":"link","converted":"link","customer":"link"}'
        else '{"rep":"merge","pool":"merge","kept":"merge","closed":"link","converted":"link","customer":"link"}'
      end::jsonb,
      'active', true) order by place),
    'told', '{"holder": "team", "until": false, "stage": false}'::jsonb,
    'protects', '{"days": 30, "renewed": true, "contacts": ["phone", "email", "wechat"], "deadShare": 0.5}'::jsonb)
  from jsonb_array_elements_text(policy.body -> 'terms') with ordinality as asked (term, place))
where kind = 'match' and body ? 'onMatch';

-- Leads are found by the host of a company's own e-mail too: lead/keys.ts, lead/mail-hosts.ts.
insert into lead_key (org_id, key, lead_id)
select org_id, 'h:' || lower(split_part(email, '@', -1)), lead_id from lead
where email like '%@%' and lower(split_part(email, '@', -1)) <> all (string_to_array(
  'qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com yeah.net 188.com sina.com sina.cn vip.sina.com '
  'sohu.com tom.com 139.com 189.cn wo.cn 21cn.com aliyun.com 263.net eyou.com gmail.com googlemail.com outlook.com '
  'hotmail.com live.com live.cn msn.com yahoo.com yahoo.cn yahoo.com.cn yahoo.co.jp yahoo.com.hk yahoo.com.tw ymail.com '
  'icloud.com me.com mac.com aol.com gmx.com gmx.de gmx.net web.de mail.com mail.ru yandex.com yandex.ru proton.me '
  'protonmail.com pm.me zoho.com fastmail.com naver.com daum.net hanmail.net qq.cn', ' '))
on conflict do nothing;
