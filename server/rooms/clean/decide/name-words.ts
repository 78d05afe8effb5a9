/** Words that stand around names, in Chinese and English. */

/** Forms of address. Behind a whole name they go, behind a surname alone they are all one knows. */
export const salutations = '先生|女士|小姐|太太|夫人|同学|老师|师傅|阁下|大哥|大姐|阿姨|叔叔'
/** Posts, as people write them behind a name: 张明总监. The longer before those they contain. */
export const posts =
  '董事长|总经理|副总经理|副总裁|总裁|副总|总监|副经理|经理|主任|副主任|主管|厂长|校长|院长|所长|处长|科长|部长|局长|行长|店长|园长|站长|队长|组长|会长|秘书长|秘书|书记|教授|博士|医生|护士|律师|工程师|会计|出纳|助理|老板|老板娘|顾问|代表|教练|设计师|采购|销售|专员|负责人|区长|镇长|村长|馆长|台长|社长'
/** One character that makes a surname a form of address: 张总, 李工, 王姐. */
export const short = '总|工|哥|姐|老|董|局|处|科|院|校|导|队|姨|叔|某|某某|生|姓'

// The hundred most frequent surnames of the public registry and those met beside them, one character each.
export const surnames = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝阎萧於',
)

/** Words that end a company's name, or are found in nobody's. */
export const firm =
  /(?:公司|集团|企业|工厂|[织造制机具料品]厂|银行|医院|学校|大学|学院|中学|小学|幼儿园|研究院|研究所|事务所|工作室|合作社|经营部|商行|商贸|科技|网络|信息技术|实业|传媒|咨询|旗舰店|专卖店|门店|酒店|饭店|餐厅|超市|协会|委员会|管理局)$|有限(?:责任)?公司|股份/
export const latinFirm = /\b(?:co\.?,? ?ltd|ltd|inc|llc|gmbh|corp|corporation|limited|company|group)\b\.?/i

export const latinSalutation = /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam|dear)(?:\.\s*|\s+)(?=\S)/i
/** Behind a comma: part of the name, or a degree. */
export const generation = /^(?:jr|sr|i{2,3}|iv)\.?$/i
export const degree = /^(?:ph\.?\s?d|m\.?d|mba|cpa|cfa|pmp|esq|rn|dds|msc|bsc|ma|ba|llm|pe|mph)\.?$/i
