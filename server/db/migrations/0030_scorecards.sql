-- Scorecards of groups: what a card of lines said, one card with one group of facts says still. Every version is rewritten,
-- so that a past score is read by the same eyes.
update policy set body = jsonb_build_object('cards', jsonb_build_array(jsonb_build_object(
  'id', 'main',
  'name', '评分卡',
  'groups', jsonb_build_array(jsonb_build_object(
    'id', 'facts', 'label', '资料', 'kind', 'fit',
    'criteria', (select coalesce(jsonb_agg(term || '{"kind": "fact"}' order by place), '[]')
      from jsonb_array_elements(body -> 'terms') with ordinality as held (term, place)))),
  'grading', jsonb_build_object('kind', 'scale', 'steps', body -> 'grades'))))
where kind = 'score' and body ? 'terms';
