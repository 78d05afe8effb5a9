/** What people do that is known of: on the organisation's pages, in its mail, on social media, at its stands. */
export const behaviourKinds = [
  'page',
  'stay',
  'formStart',
  'formSubmit',
  'download',
  'video',
  'mailOpen',
  'mailClick',
  'mailReply',
  'social',
  'scan',
  'meeting',
  'custom',
] as const
export type BehaviourKind = (typeof behaviourKinds)[number]
