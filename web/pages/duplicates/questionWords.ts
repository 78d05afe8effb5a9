import { defineWords } from '../../app/language.tsx'

export const questionWords = defineWords({
  tab: ['是不是老客户', 'Known customers'],
  how: [
    '规则拿不准的：左边是线索，右边是老客户，请判断是不是同一个。',
    'A rule is unsure of these: the lead on the left, the known customer on the right. Are they one?',
  ],
  question: ['是不是老客户？', 'Is this a known customer?'],
  lead: ['线索', 'Lead'],
  customer: ['老客户', 'Known customer'],
  same: ['是这位老客户', 'It is them'],
  different: ['是别人', 'Somebody else'],
  saidSame: [
    (who: string, to: string) => `${who}：记为老客户的线索${to ? `，负责人 ${to}` : ''}`,
    (who: string, to: string) => `${who} is the known customer’s${to ? `; ${to} has them` : ''}`,
  ],
  saidDifferent: [
    (who: string) => `${who}：不是这位老客户，以后不再问`,
    (who: string) => `${who} is somebody else; nobody is asked again`,
  ],
  saidOpen: ['已放回待判断', 'Open again'],
  archived: ['（已归档）', '(put away)'],
  more: ['再看一些', 'Show more'],
  spend: ['累计消费', 'Spend'],
  lastPurchase: ['最近购买', 'Last purchase'],
  openCustomer: ['打开这位客户', 'Open this customer'],
  empty: ['没有待判断的老客户', 'No known customer to decide about'],
  emptyHint: [
    '规则认为可能是老客户、要人来判断的线索，会出现在这里。',
    'Leads of which a rule asks whether they are a known customer’s will appear here.',
  ],
})
