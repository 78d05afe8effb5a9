/**
 * Words that say what a company does or what kind of house it is, not who it is: 青禾·网络·科技. They are ordinary words of
 * Chinese business registration (GB/T 4754 industries, forms of sole traders), gathered by hand.
 */

const industries = `
科技 技术 高科技 高新技术 高科 科学 信息 信息技术 网络 网络科技 互联网 软件 硬件 系统 系统集成 集成 数据 大数据 数码 数字 数控 智能 智能化 人工智能 机器人 云计算
计算机 电脑 电子 微电子 电子商务 电商 商务 通信 通讯 电信 移动 移动通信 宽带 光电 光伏 光伏发电 光学 光纤 半导体 集成电路 芯片 物联网 区块链 游戏 动漫 动画 视觉 影像
自动化 自控 控制 测控 传感 仪器 仪表 仪器仪表 智能仪表 电气 电器 电力 电工 电机 电缆 电线 电线电缆 电源 电池 电梯 电热 电动 电动车 电动工具 电站 水电 输变电 供电 供水 供热 供气 发电 风电 风力
机械 机电 机床 组合机床 机具 机器 设备 成套 成套设备 装备 器材 器械 工具 刀具 量具 磨具 磨料 模具 工模具 夹具 五金 五金电器 标准件 紧固件 轴承 齿轮 阀门 泵业 水泵 管道 管业 管件 管材 管道支架 支架 风机 压缩机 锅炉 容器 压力容器 液压 气动 制冷 空调 冷却 冷冻 冷藏 暖通 起重 起重机 输送 密封 密封件 密封材料 弹簧 铸造 锻造 焊接 热处理 冲压 电镀 精密 精密机械 精密五金 精工 重工 重型 轻工 工业 实业 工业品 零件 零部件 部件 配件 构件 预制 预制构件 器件 元件 电子元件
汽车 汽车销售 汽车部件 汽车配件 汽车零件 汽车用品 汽车服务 汽车租赁 汽修 汽配 汽贸 车业 新能源汽车 摩托车 摩托 车辆 客车 轮胎 驾驶 驾校 机动车 维修 修理 检测 检验 配送 物流 货运 客运 运输 汽车运输 航运 海运 船舶 船务 船业 航空 航天 机场 港口 港务 码头 快递 快运 速递 速运 搬家 搬运 装卸 仓储 货物 货代 货运代理 船舶代理 国际货运 报关 供应链 交通 公交 出租 出租汽车 公路 铁路 轨道 地铁 路桥 桥梁 隧道 停车
建筑 建筑工程 建筑装饰 建筑安装 建筑劳务 建设 建设工程 建设开发 建设投资 建材 建筑材料 建工 建安 工程 工程技术 工程建设 基础工程 土石方 地基 地基处理 岩土 勘察 勘测 测绘 监理 造价 招标 施工 安装 装饰 装饰装修 装修 装潢 装璜 装饰设计 室内设计 室内 幕墙 门窗 金属门窗 钢结构 结构 钢构 防水 防水材料 防腐 保温 隔热 消防 消防设备 消防器材 安防 弱电 拆迁 拆除 爆破 市政 水利 水务 污水 污水处理 环保 环保科技 环境 环境工程 环境科技 环卫 节能 节能环保 园林 园林绿化 绿化 景观 园艺 花卉 花木 苗木 苗圃 林业 房地产 房地产开发 地产 房产 房屋 置业 物业 物业管理 物业服务 不动产 房地产经纪 房地产营销 中介 经纪 评估 估价 拍卖 典当 开发 综合开发 城市建设 城建 外墙 混凝土 商品混凝土 水泥 水泥制品 砂石 河沙 石材 石业 玻璃 玻璃钢 陶瓷 瓷砖 涂料 油漆 地板 吊顶 跑道 塑胶跑道 铁塔 脚手架 门业 灯饰 灯具 照明 照明电器 光源 洁具 卫浴 厨卫 厨具 家具 家私 家居 家居用品 生活 家纺 家电 家用电器 橱柜
材料 新材料 新型材料 复合材料 材料科技 包装 包装制品 包装材料 印刷 彩印 印务 印业 印刷包装 纸业 纸品 纸制品 纸箱 造纸 塑料 塑料制品 塑料包装 塑胶 塑胶制品 塑胶模具 模具塑胶 塑业 塑胶包装 橡胶 橡塑 橡胶制品 化工 化工产品 化学 化学品 精细化工 化纤 化肥 农药 颜料 染料 助剂 胶粘剂 油墨 日化 日用化工 日化用品 化妆品 洗涤 洗涤用品 金属 金属制品 金属材料 金属加工 有色金属 贵金属 稀土 不锈钢 钢铁 钢材 钢管 特钢 铝业 铝材 铝制品 铜业 铁合金 合金 冶金 矿业 矿产 矿产品 矿山 煤炭 煤业 煤矿 煤化工 焦化 煤焦 选矿 石油 石化 石油化工 天然气 燃气 煤气 液化气 液化石油气 加油站 油品 油脂 润滑油 能源 新能源 能源科技 热力 气体 太阳能 再生资源 资源 回收 废旧 物资 物资回收 报废车 碳素 耐火材料 耐火 烟花 爆竹 烟花爆竹
纺织 纺织品 针织 针纺织品 织造 印染 服装 服饰 服装服饰 服装辅料 时装 制衣 童装 内衣 羊绒 丝绸 棉业 棉麻 棉花 棉被 皮革 皮具 皮业 皮毛 皮革制品 箱包 鞋业 鞋帽 辅料 线业 绳业 无纺布 布业 布艺 家纺定制
食品 食品饮料 食品包装 副食 副食品 饮料 饮品 饮料食品 酒业 酒类 白酒 啤酒 酒水 茶业 茶叶 咖啡 乳业 粮油 粮食 面粉 米业 调味品 调味 糖业 烟酒 烟草 盐业 肉类 肉食 水产 海鲜 冷冻加工 水果 蔬菜 果蔬 果业 农业 农业科技 农业开发 农业发展 生态农业 农产品 农副产品 农牧 农机 农资 农家 农村 牧业 畜牧 畜禽 养殖 种养 种植 种业 种子 饲料 兽药 动物药业 兰花 渔业 林木 木业 木制品 木材 竹木 景观木业 粮贸 食用菌 土特产
医药 医药科技 药业 药品 药材 中药 中药材 药房 大药房 药店 制药 医疗 医疗器械 医疗用品 医疗科技 医疗设备 医疗美容 医美 生物 生物科技 生物技术 生物工程 生物医药 保健 保健品 健康 健康管理 健康咨询 健康产业 健康科技 养生 养老 康复 美容 美发 美容美发 美业 护理 医院 诊所 门诊部 门诊 口腔 眼镜 视光 体检 殡葬 家政 家政服务 保洁 清洗 清洁 疏通 管道疏通 月嫂 母婴 婴童 孕婴 玩具 文具 办公用品 办公设备 体育 体育用品 体育文化 健身 器乐 乐器 音像 珠宝 首饰 饰品 黄金 钟表 礼品 工艺品 工艺 艺术品 艺术 文化艺术 古玩 收藏 图书 书业 报刊 出版 发行 宠物 户外 户外用品 百货 日用百货 日用品 日杂 杂货 生活用品 用品 小商品 商品 商贸 商业 商务服务 工贸 贸易 国际贸易 经贸 外贸 进出口 进出口贸易 国贸 科贸 批发 零售 销售 营销 经销 购销 直销 采购 供应 供销 代理 代购 连锁 超市连锁 平价 购物 集市 商城 广场 市场 市场管理 仓储超市
文化 文化传播 文化传媒 文化发展 文化产业 文化创意 创意 传媒 传播 影视 影视文化 影业 广告 广告传媒 广告设计 广告制作 设计 设计制作 品牌 品牌管理 品牌设计 品牌策划 策划 营销策划 企业营销策划 市场营销 企业形象 画册 画册设计 公关 会展 会议 展览 展示 展览展示 展览服务 展览设计 展示设计 演出 演艺 婚庆 庆典 摄影 印象 娱乐 游乐 旅游 旅游开发 旅行社 国际旅行社 旅行 酒店 酒店管理 国际酒店 宾馆 餐饮 餐饮管理 餐饮服务 饮食 饮食服务 火锅 快餐 烘焙 茶楼 教育 教育科技 教育咨询 教育信息 教育信息咨询 教育培训 培训 培训学校 学校 幼儿园 早教 托管 家教 留学 移民 出国 翻译 人才 人力 人力资源 人力资源管理 劳务 劳务派遣 劳动 职业介绍
投资 投资管理 投资咨询 投资发展 投资控股 创业投资 股权投资 股权投资基金 风险投资 资产 资产管理 资本 资本管理 基金 基金管理 金融 金融服务 金融信息 金融信息服务 金融控股 小额贷款 融资 融资租赁 融资担保 担保 租赁 保理 保险 保险代理 保险经纪 财产保险 人寿保险 人寿 财险 寿险 银行 信托 证券 期货 信用 信用社 国有资产 水利资产 理财 财务 财务咨询 财税 税务 税务代理 会计 会计师 审计 律师 法律 法务 知识产权 商标 专利 专利代理 认证 咨询 咨询服务 信息咨询 企业管理 企业管理咨询 企业咨询 企业服务 企业策划 企业 管理 管理咨询 管理顾问 顾问 资讯 经济 经济信息 经济贸易 商务咨询 商务信息 商务信息咨询 社会 公共 服务 技术服务 技术开发 技术咨询 科技开发 科技发展 科技服务 科技医药 科技信息 发展 实业发展 产业 产业发展 创业 孵化器 研究 研究院 研究所 研发 开发区 产业园 工业园 生产 生产销售 制造 制作 制品 加工 经营 运营 综合 综合服务 专营 专卖 电业 地方 屠宰 定点屠宰 民用 民用爆破 生产资料 农业生产资料 产品 再生利用 设施 运销 联社 特种 交易 自来水 机械化 物贸 防护 防护用品 畜产品 燃料 炉料 养护 配套 纤维 五交化 饮片 中药饮片 防治 金刚石 给排水 供销社 供销合作社 生态 融资性担保 利用 化玻 包装袋 分销 粉体 物产 税务师事务所 储运 购售 建修 商业管理 房地产代理 加气 加气站 印刷包装材料 农产品批发 农业生态 食品工业 轻工产品 工美 民爆 民爆器材 科教 教学 教学仪器 教学设备 文体 文体用品 文教 文教用品 国际 环球贸易 全球 控股 集团 总部 项目 项目管理 项目投资 资源管理 资源开发 联合 联合社 合作 合作社 专业合作 专业合作社 股份合作 事务 代办 代理记账 保安 保安服务 保全 押运 安全 安全技术 无人机 农林 仪器设备 科学器材 实验 实验室 实验设备 通信工程 通信服务 通信科技 网络信息 网络服务 网络工程 信息工程 信息科技 信息服务 智慧 智慧城市 智能装备 智能设备 智能技术 智能制造 自动化设备 自动化工程 数控设备 机电设备 机电安装 机械设备 机械制造 工业设备 工业自动化 工业窑炉 窑炉 电气设备 电力设备 电力工程 电力设计 电力安装 电器设备 电工器材 制造厂 动力 化工原料 原料 工业品贸易 劳保 劳保用品 安全用品 厨房设备 酒店用品 美容用品 包装设备 印刷设备 塑料机械 纺织机械 食品机械 农业机械 工程机械 建筑机械 矿山机械 环保设备 环保工程 环保容器 污泥 环保泥 水处理 净化 净水 空气 空气净化 除尘 脱硫 新风 天然 平台 广播 电视 有线电视 无线电 卫星 导航 测量 计量 仪器销售 检测技术 检测服务 职业 企业集团 工程集团 建工集团 工程咨询 工程设计 工程管理 工程监理 工程服务 设计院 规划 规划设计 设计装修 设计工程 监理建设 造价咨询 招标代理 灌溉 节水 渔具 农庄 山庄 庄园 度假村 度假 休闲 农家乐 温泉 影院 影城 网吧 网咖 茶馆 酒吧 咖啡馆 会所 俱乐部 洗浴 足浴 足疗 按摩 理发 化工设备 化工科技 皮鞋 建筑设计 锁业 门锁 模型 标识 标牌 雕塑 喷绘 写真 油画 字画 书画 民族 手机 手机配件 家用 电器维修 服务外包 外包 呼叫 客服 征信 众筹 支付 票务 订票 景区 漏水 泵阀 物联 物业清洗 农化 农贸 农贸市场 军工 种苗 机车 游艇 房车 客运站 汽车站 运营管理 现代 城乡 土地 测土 土特 特产 电力科技 热能 电热 热水器 电暖 锂电 充电 充电桩 储能 环保技术 石油设备 石油技术 海洋 海洋工程 船舶管理 船舶工程 船舶配件 航运代理 供应商 定制 私人定制 轻纺 毛纺 毛纺织 化纺 纺织机械 纱线 面料 纺织科技 食品贸易 食品科技 食品商贸 食品销售 食品加工 酒店投资 铁艺 石油天然气 家庭 健康服务 养老服务 健康养老 社区 社区服务 便民 便利 平价超市 烟花销售 用品销售 电讯 通讯设备 通讯器材 通信设备 通信器材 数码科技 图文 图文设计 文印 打印 复印 工程机械租赁 设备租赁 设备维修 设备安装 设备制造 成套工程 油气 油田 石油工程 钻井 钻探 勘探 地质 地矿 矿业开发 磁性材料 磁材 电磁 高分子 高分子材料 纳米 石墨 石墨烯 碳纤维 化学工业 涂装 喷涂 表面处理 表面 镀业 五金制品 五金机械 五金工具 五金机电 五金塑胶 五金塑料 五金电子 五金建材 五金交电 交电 化工建材 建材贸易 建材商贸 钢材贸易 钢铁贸易 煤炭销售 汽车贸易 汽车维修 汽车修理 汽车美容 汽车装饰 汽车设计 汽车系统 汽车新材料 汽车科技 汽车金融 汽车金融服务 房地产投资 房地产评估 房地产咨询 房产测绘 房产经纪 物资贸易 物资回收 物资供应 物资销售 再生资源回收 废品 废品回收 危险品 长途 农用 农用车 车险 户外广告 地产广告
`

/** Forms of a house, last in the name of sole traders and of what is no company. */
const houses = `
店 商店 百货店 小百货店 便利店 专卖店 服装店 食品店 餐厅 饭店 菜馆 酒楼 书店 图书店 药店 花店 美容店 美发店 理发店 网店 淘宝店 旗舰店 直营店 加盟店 连锁店 分店 商行 贸易商行 食品商行 百货商行 车行 租车行 艺术行 行 洋行 超市 生活超市 小超市 百货超市 商场 百货商场 商城 大厦 中心 服务中心 商务中心 电子商务中心 培训中心 维修中心 销售中心 健身中心 美容中心 经营部 经销部 营业部 门市部 副食门市部 门市 综合门市 服务部 销售部 批发部 零售部 加工部 维修部 材料部 供应部 厂 加工厂 制造厂 机械厂 电子厂 服装厂 家具厂 印刷厂 塑料厂 食品厂 制品厂 砖厂 坊 工坊 加工坊 作坊 调味品坊 美食坊 馆 生活馆 美容馆 体验馆 健身馆 美食馆 面馆 小吃 小吃店 美容院 养生馆 院 所 事务所 律师事务所 会计师事务所 社 合作社 专业合作社 农民专业合作社 旅行社 工作室 设计室 室 摊 水果摊 专柜 珠宝专柜 铺 商铺 屋 小屋 农场 家庭农场 牧场 林场 养殖场 种植场 苗圃 游乐场 场 园 果园 幼儿园 站 服务站 加油站 回收站 收购站 客运站 队 车队 施工队 工程队 吧 网吧 部 基地 仓库 总站 汽车总站 协会 学会 商会 基金会 联合会 学校 中学 小学 大学 学院 医院 诊所 卫生院 卫生室 门诊部 银行 分行 支行 电视台 报社 出版社 公司 总公司 工作站 人民政府 委员会 村委会
`

const listed = (words: string) => words.trim().split(/\s+/)

/** Where a trade word may begin, by its first character: longest first. */
function byFirst(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(
    [...new Set(words)].toSorted((a, b) => b.length - a.length),
    (word) => word.charAt(0),
  )
}

const tradeWords: ReadonlySet<string> = new Set(listed(industries))
const words = byFirst([...tradeWords, ...listed(houses)])

export interface Trade {
  text: string
  /** The form of a house (商场, 经营部) before a further word; it mostly is the last. */
  house: boolean
}

const none: readonly Trade[] = []

/** Trade words that stand in the text at this place, longest first. 店 and 厂 alone are one at its end only. */
export function tradesAt(text: string, at: number): readonly Trade[] {
  const begun = words.get(text.charAt(at))
  if (!begun) return none
  const found: Trade[] = []
  for (const word of begun) {
    if (!text.startsWith(word, at)) continue
    const house = at + word.length < text.length && !tradeWords.has(word)
    if (!(house && word.length === 1)) found.push({ text: word, house })
  }
  return found
}

export function startsTrade(text: string, at: number): boolean {
  return tradesAt(text, at).length > 0
}

const english =
  /^(?:tech(?:nolog(?:y|ies))?|software|systems?|solutions?|networks?|digital|electronics?|electric(?:al)?|semiconductors?|automation|robotics|machinery|equipment|instruments?|engineering|construction|materials?|chemicals?|plastics?|metals?|steel|energy|power|oil|gas|petroleum|mining|resources|environmental?|logistics|shipping|transport(?:ation)?|express|aviation|motors?|auto(?:motive|mobile)?|trad(?:e|ing)|import|export|commerce|commercial|retail|foods?|beverages?|agricultur(?:e|al)|farms?|textiles?|garments?|apparel|fashion|furniture|packaging|printing|pharma(?:ceuticals?)?|medical|health(?:care)?|bio(?:tech(?:nology)?)?|education|training|consult(?:ing|ants?|ancy)|advis(?:ory|ers)|management|services?|capital|investments?|finance|financial|insurance|bank|assets?|property|properties|real|estate|media|culture|advertising|design|exhibition|tourism|travel|hotels?|group|holdings?|international|global|industr(?:y|ies|ial)|enterprises?|development|manufactur(?:e|ing|ers?)|products|works|labs?|laborator(?:y|ies)|research|institute|studios?|shop|store|and|&|of|the)$/i

/** Whether a Latin word says what a company does. */
export function isTradeWord(word: string): boolean {
  return english.test(word)
}
