import type { ProfilePolicy } from '../../contract/profile.ts'

/** Whom the demo's company sells to: no interns, nobody without money; firms of some size whose deciders ask. */
export const idealCustomer: ProfilePolicy = {
  profiles: [
    {
      id: 'software',
      name: '企业软件客户',
      disqualifiers: [
        {
          id: 'intern',
          label: '实习生或学生，不用跟进',
          when: {
            any: [
              { field: 'title', op: 'contains', value: '实习' },
              { field: 'title', op: 'contains', value: '学生' },
            ],
          },
        },
        {
          id: 'poor',
          label: '预算不到 2 万，买不起',
          when: { field: 'custom.budget', op: 'below', value: 20_000 },
        },
      ],
      criteria: [
        {
          id: 'size',
          label: '200 人以上',
          when: { field: 'custom.company_size', op: 'one_of', value: ['201-1000', '1000+'] },
          weight: 3,
        },
        {
          id: 'decider',
          label: '能拍板',
          when: {
            any: [
              { field: 'title', op: 'contains', value: '总' },
              { field: 'title', op: 'contains', value: '主任' },
            ],
          },
          weight: 2,
        },
        {
          id: 'money',
          label: '预算 5 万以上',
          when: { field: 'custom.budget', op: 'at_least', value: 50_000 },
          weight: 2,
        },
      ],
      fitsFrom: 55,
      keepShare: 10,
    },
  ],
}
