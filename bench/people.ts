/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const list = (words: string): readonly string[] => words.split(' ')

// The most frequent first: `skewed` picks them more often, as in life.
const surnames = list(
  '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 于 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵 万 钱 严 覃 武 戴 莫 孔 向 汤 欧阳 司马 上官 诸葛',
)
const given = list(
  '伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 秀 霞 平 刚 桂 英 华 玉 萍 红 鹏 飞 宇 浩 凯 健 俊 帆 雪 琳 晨 阳 佳 欣 怡 婷 雨 梦 瑶 思 涵 子 轩 博 文 昊 天 志 远 建 国 海 燕 春 梅 兰 晓 东 立 新 永 嘉 诗 雅 若 清 泽 睿 哲 翔 航 一 诺 安 宁 可 心 彤 楠',
)
const places = list(
  '北京 上海 深圳 广州 杭州 苏州 南京 成都 武汉 西安 天津 重庆 青岛 宁波 无锡 佛山 长沙 郑州 合肥 厦门 济南 福州 东莞 大连 沈阳 昆明',
)
const stems = list(
  '仁科 华信 中科 天源 恒通 博远 金桥 新域 鼎盛 宏达 创维 云帆 智联 海纳 蓝图 启明 瑞丰 盛世 东方 远航 卓越 凌云 汇智 德润 联创 万象 嘉禾 信达 泰和 元亨 锐捷 明德 同济 安泰 佳讯 科瑞 优品 易达 领航 星河',
)
const seconds = list('互动 数字 优创 立方 未来 动力 世纪 天下 無限 方舟 时代 飞跃 众合 思创 云海 智造')
const trades = list('网络技术 信息科技 软件 电子商务 教育咨询 生物医药 机电设备 新能源 供应链 文化传媒')
const titles = list('采购总监 总经理 市场经理 信息主管 运营总监 财务经理 人事主管 技术总监 副总裁 行政经理')
// oxfmt-ignore
const regions = ['110108', '110105', '310115', '310104', '440305', '440304', '440106', '330106', '320505', '320102', '510107', '420106', '610113', '120101', '500103']

/** One of the list, those at its front more often. */
export function skewed<T>(from: readonly T[], roll: () => number): T {
  return from[Math.floor(roll() ** 2 * from.length)] as T
}

/** One of the list, each as often. */
export function anyOf<T>(from: readonly T[], roll: () => number): T {
  return from[Math.floor(roll() * from.length)] as T
}

/** A made-up Chinese person at a made-up company, with a mobile number that `n` makes unique. */
export function person(n: number, roll: () => number) {
  const name = skewed(surnames, roll) + anyOf(given, roll) + (roll() < 0.75 ? anyOf(given, roll) : '')
  const firm = anyOf(stems, roll) + anyOf(seconds, roll) + anyOf(trades, roll)
  return {
    name,
    company: `${skewed(places, roll)}${firm}有限公司`,
    title: anyOf(titles, roll),
    phone: `+861${3 + (n % 7)}${String((n * 7_919 + 13) % 1_000_000_000).padStart(9, '0')}`,
    email: roll() < 0.6 ? `u${n}@${anyOf(['qq.com', '163.com', 'example.com'], roll)}` : null,
    wechat: roll() < 0.2 ? `wx_${n}` : null,
    region: skewed(regions, roll),
  }
}
