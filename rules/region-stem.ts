/** The part of a region's name people say: 苏州 of 苏州市, 延边 of 延边朝鲜族自治州, 浦东 of 浦东新区. */

const people =
  '(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|各)'
/** Where the law writes the people without 族. */
const bare = '(?:蒙古|维吾尔|哈萨克|柯尔克孜|锡伯|塔吉克|鄂伦春)'
const autonomous = new RegExp(`^(.{2,}?)(?:(?:${people}族)+|${bare})?(?:自治[区州县旗])$`)
const suffix = /(?:特别行政区|(?<=浦东|滨海|沈北)新区|(?<=神农架)林区|特区|地区|省|市|区|县|盟|旗)$/
/** Development zones bear the name of the city they lie in, banners a bare point of the compass: both only whole. */
const whole = /(?<!浦东|滨海|沈北|清)新区$|开发区$|(?:园|景|示范|管理|化工)区$|[左右前后中]旗$/

/** The name without its rank; the whole name where nothing sayable would be left (城区, 矿区, 土默特左旗). */
export function regionStem(name: string): string {
  const ruled = autonomous.exec(name)?.[1]
  if (ruled) return ruled.replace(/^(..)族$/, '$1')
  const stem = name.replace(suffix, '')
  return stem.length < 2 || whole.test(name) ? name : stem
}
