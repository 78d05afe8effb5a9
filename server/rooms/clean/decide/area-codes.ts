/**
 * Area codes of landlines by place, as the numbering plan of the Ministry of Industry and Information Technology has
 * them (prefectures that share one after mergers, such as 长沙 · 株洲 · 湘潭, share it here too). Without the leading 0.
 */
import { childRegions, regionShortName } from '../../../../rules/regions.ts'

/** Province code → its area code, or those of its prefectures by their short names. */
const table: Readonly<Record<string, string>> = {
  11: '10',
  12: '22',
  13: '邯郸310 石家庄311 保定312 张家口313 承德314 唐山315 廊坊316 沧州317 衡水318 邢台319 秦皇岛335',
  14: '朔州349 忻州350 太原351 大同352 阳泉353 晋中354 长治355 晋城356 临汾357 吕梁358 运城359',
  15: '呼伦贝尔470 呼和浩特471 包头472 乌海473 乌兰察布474 通辽475 赤峰476 鄂尔多斯477 巴彦淖尔478 锡林郭勒479 兴安482 阿拉善483',
  21: '沈阳24 抚顺24 铁岭24 本溪24 大连411 鞍山412 丹东415 锦州416 营口417 阜新418 辽阳419 朝阳421 盘锦427 葫芦岛429',
  22: '长春431 吉林432 延边433 四平434 通化435 白城436 辽源437 松原438 白山439',
  23: '哈尔滨451 齐齐哈尔452 牡丹江453 佳木斯454 绥化455 黑河456 大兴安岭457 伊春458 大庆459 七台河464 鸡西467 鹤岗468 双鸭山469',
  31: '21',
  32: '南京25 无锡510 镇江511 苏州512 南通513 扬州514 盐城515 徐州516 淮安517 连云港518 常州519 泰州523 宿迁527',
  33: '衢州570 杭州571 湖州572 嘉兴573 宁波574 绍兴575 台州576 温州577 丽水578 金华579 舟山580',
  34: '滁州550 合肥551 蚌埠552 芜湖553 淮南554 马鞍山555 安庆556 宿州557 阜阳558 亳州558 黄山559 淮北561 铜陵562 宣城563 六安564 池州566',
  35: '福州591 厦门592 宁德593 莆田594 泉州595 漳州596 龙岩597 三明598 南平599',
  36: '鹰潭701 新余790 南昌791 九江792 上饶793 抚州794 宜春795 吉安796 赣州797 景德镇798 萍乡799',
  37: '菏泽530 济南531 青岛532 淄博533 德州534 烟台535 潍坊536 济宁537 泰安538 临沂539 滨州543 东营546 威海631 枣庄632 日照633 聊城635',
  41: '商丘370 郑州371 开封371 安阳372 新乡373 许昌374 平顶山375 信阳376 南阳377 洛阳379 焦作391 鹤壁392 濮阳393 周口394 漯河395 驻马店396 三门峡398',
  42: '武汉27 襄阳710 鄂州711 孝感712 黄冈713 黄石714 咸宁715 荆州716 宜昌717 恩施718 十堰719 随州722 荆门724',
  43: '岳阳730 长沙731 株洲731 湘潭731 衡阳734 郴州735 常德736 益阳737 娄底738 邵阳739 湘西743 张家界744 怀化745 永州746',
  44: '广州20 汕尾660 阳江662 揭阳663 茂名668 江门750 韶关751 惠州752 梅州753 汕头754 深圳755 珠海756 佛山757 肇庆758 湛江759 中山760 河源762 清远763 云浮766 潮州768 东莞769',
  45: '防城港770 南宁771 崇左771 柳州772 来宾772 桂林773 梧州774 贺州774 玉林775 贵港775 百色776 钦州777 河池778 北海779',
  46: '898',
  50: '23',
  51: '成都28 眉山28 资阳28 攀枝花812 自贡813 绵阳816 南充817 达州818 遂宁825 广安826 巴中827 泸州830 宜宾831 内江832 乐山833 凉山834 雅安835 甘孜836 阿坝837 德阳838 广元839',
  52: '贵阳851 遵义851 安顺851 黔南854 黔东南855 铜仁856 毕节857 六盘水858 黔西南859',
  53: '西双版纳691 德宏692 昭通870 昆明871 大理872 红河873 曲靖874 保山875 文山876 玉溪877 楚雄878 普洱879 临沧883 怒江886 迪庆887 丽江888',
  54: '拉萨891 日喀则892 山南893 林芝894 昌都895 那曲896 阿里897',
  61: '西安29 咸阳29 延安911 榆林912 渭南913 商洛914 安康915 汉中916 宝鸡917 铜川919',
  62: '临夏930 兰州931 定西932 平凉933 庆阳934 武威935 金昌935 张掖936 酒泉937 嘉峪关937 天水938 陇南939 甘南941 白银943',
  63: '海北970 西宁971 海东972 黄南973 海南974 果洛975 玉树976 海西977',
  64: '银川951 石嘴山952 吴忠953 固原954 中卫955',
  65: '塔城901 哈密902 和田903 阿勒泰906 克孜勒苏908 博尔塔拉909 克拉玛依990 乌鲁木齐991 吐鲁番995 巴音郭楞996 阿克苏997 喀什998 伊犁999',
}

/** Names of the table that no region bears: there are none, which a test holds. */
export function unknownPlaces(): string[] {
  return Object.entries(table).flatMap(([province, places]) =>
    named(places).flatMap(([place]) => (place && !prefectureOf(province, place) ? [province + place] : [])),
  )
}

const named = (places: string): [place: string, code: string][] =>
  places.split(' ').map((each) => {
    const [, place = '', code = ''] = /^(\D*)(\d+)$/.exec(each) ?? []
    return [place, code]
  })

function prefectureOf(province: string, place: string): string | undefined {
  return childRegions(province).find((code) => regionShortName(code).startsWith(place))
}

let byRegion: Map<string, string> | undefined
let byCode: Map<string, string[]> | undefined

function codes(): Map<string, string> {
  byRegion ??= new Map(
    Object.entries(table).flatMap(([province, places]) =>
      named(places).map(([place, code]) => [place ? (prefectureOf(province, place) ?? '') : province, code]),
    ),
  )
  return byRegion
}

/** The area code of a region (of a county: its prefecture's), without the 0; undefined where it has several or is unknown. */
export function areaCodeOf(region: string): string | undefined {
  return codes().get(region.slice(0, 4)) ?? codes().get(region.slice(0, 2))
}

/** The region of an area code (without the 0) where one prefecture or province alone has it. */
export function regionOfAreaCode(code: string): string | undefined {
  byCode ??= Map.groupBy(codes().keys(), (region) => codes().get(region) ?? '')
  const regions = byCode.get(code) ?? []
  return regions.length === 1 ? regions[0] : undefined
}

/** The area code of a Chinese landline in E.164; undefined for a mobile, a service number and what is foreign. */
export function areaCodeIn(phone: string): string | undefined {
  return /^\+86((?:10|2\d)(?=\d{8}$)|[3-9]\d{2}(?=\d{7,8}$))/.exec(phone)?.[1]
}
