/** What a webhook may ask to be told of. */
export const webhookKinds = [
  'lead.created',
  'lead.merged',
  'lead.assigned',
  'lead.claimed',
  'lead.released',
  'lead.recycled',
  'lead.setAside',
  'lead.cameBack',
  'lead.takenBack',
  'lead.stage_changed',
  'lead.closed',
  'lead.merged_into',
  'lead.merge_undone',
  'lead.priority',
  'lead.priority_overdue',
] as const
