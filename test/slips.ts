const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗']
const given = ['伟', '芳', '敏', '静', '强', '磊', '军', '洋', '勇', '杰']
const brands = ['仁科', '华信', '天源', '恒通', '博远', '金桥']
const trades = ['互动', '数字', '未来', '世纪']

/** So many strangers as an API is sent them, complete by the B2B gate. */
export function strangers(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    source: 'api',
    name: `${surnames[i % 20]}${given[(i * 7) % 10]}${given[(i * 3 + 1) % 10]}`,
    company: `北京${brands[i % 6]}${trades[i % 4]}科技有限公司`,
    title: '采购总监',
    phone: `138${String(10_000_000 + i * 1_234_577).slice(0, 8)}`,
    email: `user${i * 37}@mail${i % 9}.example.com`,
  }))
}

/** The same person once more as no exact key tells: one digit of the phone mistyped, the address misheard. */
export function slipped(person: ReturnType<typeof strangers>[number]) {
  const { phone, email } = person
  const mistyped = `${phone.slice(0, -4)}${(Number(phone.at(-4)) + 3) % 10}${phone.slice(-3)}`
  return { ...person, phone: mistyped, email: email.replace('user', 'usr') }
}
