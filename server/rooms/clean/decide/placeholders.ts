/**
 * Whole cells that say there is nothing: form defaults, exports of databases and spreadsheets, and how people get past a
 * mandatory field. Only a whole cell counts, so 无锡, 测试之家 and Null & Co stay. What is nothing as a name (客户) may be
 * something in another column, so each kind of cell has words of its own. Compared in simplified characters, lower case,
 * without the punctuation around them: "（暫無）" is 暂无.
 */
import { simplified } from '../../../lead/han.ts'

export type CellKind = 'name' | 'company' | 'title' | 'phone' | 'email' | 'wechat' | 'other'

const words = (text: string) => text.split(/[,\n]/).filter(Boolean)

/** Nothing in any cell. */
const anywhere = words(
  `select,please select,select one,select an option,choose,choose one,请选择,请输入,请填写,请补充
无,没,没有,无无,暂无,暂时没有,暂无数据,暂缺,缺,缺失,空,空白,空值,略,未知,未填,未填写,没填,未提供,未录入,未登记,未透露,未公开,不详,不明,不清楚
不知道,不适用,待定,待补充,待填,待确认,待核实,待完善,后补,保密,匿名,同上,无此项,无数据,无资料,无信息
暂不提供,不提供,拒绝提供,不便提供,不方便,不方便提供,不方便透露,不便透露,不愿透露,拒绝透露
测试,测试测试,测试一下,测试数据,测试用,测试1,测试123,test,tests,testing,test test,test1,test123,testtest
asdf,asdfasdf,asdfgh,asdfghjkl,asd,asdasd,qwer,qwert,qwerty,qwertyuiop,zxcv,zxcvb,zxcvbn
n/a,na,n.a,n.a.,n/k,nil,none,null,undefined,nan,nat,unknown,tbd,tba,tbc,blank,empty,missing,ditto,same as above
not available,not provided,not applicable,not specified,not given,not known,unspecified,undisclosed,no data,no info
prefer not to say,decline to answer,to be determined,to be confirmed,to be advised
x,xx,xxx,xxxx`,
)

const own: Readonly<Record<Exclude<CellKind, 'other'>, readonly string[]>> = {
  // What WeChat, shops and chat tools call who gave no name, forms of address alone, and labels of the column itself
  name: words(
    `微信用户,用户,新用户,匿名用户,客户,新客户,顾客,游客,访客,会员,学员,家长,学生家长,联系人,负责人,本人,自己,我,某某,某人,某先生,某女士
先生,女士,小姐,姓名,名字,称呼,wechat user,user,guest,customer,client,visitor,anonymous,admin,administrator,name,your name,full name
first name,me,myself,mr,mrs,ms,abc,aa,aaa,aaaa,啊,啊啊,啊啊啊,哈哈,哈哈哈,呵呵,嗯,嗯嗯,额`,
  ),
  // Who has no company says so in many ways
  company: words(
    `个人,个体,个体户,个人用户,无公司,没有公司,无单位,没有单位,自由职业,自由职业者,待业,无业,失业,退休,学生,在家,家里,自己,本人,公司,单位
公司名,公司名称,本公司,我公司,我司,某公司,personal,individual,self,self-employed,self employed,freelance,freelancer,unemployed,retired
student,homemaker,company,company name,my company,private person`,
  ),
  title: words('其他,其它,other,others,职位,职务,岗位,title,job title,position,无职位,无职务'),
  // "+86" is what the form's country box writes by itself
  phone: words(
    `手机,电话,座机,手机号,手机号码,电话号码,联系电话,联系方式,微信,微信同号,同微信,无电话,没有电话,没有手机,无手机,phone,mobile,tel,no phone
0,00,000,0000,00000,86,0086`,
  ),
  email: words('邮箱,电子邮箱,邮件,无邮箱,没有邮箱,email,e-mail,mail,no email,no mail,0'),
  wechat: words(
    `微信,微信号,同手机,同手机号,同手机号码,手机号,手机同号,手机号同步,手机即微信,同电话,同号,微信同号,无微信,没有微信,不用微信,wechat,wechat id
same as phone,same,0`,
  ),
}

/** Names of people and firms when written so: Na, Nan and Null are surnames and given names; NULL, nan and n/a are not. */
const names = new Set(['Na', 'Nan', 'Null', 'Nil', 'Nat'])

const general: ReadonlySet<string> = new Set(anywhere)
const sets = new Map<string, ReadonlySet<string>>(
  Object.entries(own).map(([kind, list]) => [kind, new Set([...anywhere, ...list])]),
)

const every = [...anywhere, ...Object.values(own).flat()]
const LONGEST = Math.max(...every.map((word) => word.length))
/** Punctuation a cell may be wrapped in. */
const WRAPPED = 8

/** First characters of the words, simplified or traditional: most cells are told apart by theirs. */
const beginnings = new Set(every.map((word) => word.charCodeAt(0)))
const plain = (unit: number) =>
  (unit >= 0x30 && unit <= 0x39) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x4e00 && unit <= 0x9fa5)

/** By UTF-16 code unit, found at first sight: 1 where a word may begin with it, 2 where none does. */
const begins = new Uint8Array(0x1_0000)

function mayBegin(unit: number): boolean {
  const known = begins[unit]
  if (known) return known === 1
  const char = String.fromCharCode(unit)
  const may = [char, char.toLowerCase(), simplified(char)].some((one) => beginnings.has(one.charCodeAt(0)))
  begins[unit] = may ? 1 : 2
  return may
}

const wrapping = /^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu
const pictograph = /\p{Extended_Pictographic}/u
/** 请选择职位, - 请选择省份 -: the first line of a drop-down. */
const dropdown = /^请(?:选择|输入|填写).{0,6}$/
/** What spreadsheets write where a formula failed. */
const sheetError = /^#(?:ref|value|name|div\/0|num|null|spill|calc|error)[!?]?$/i
/** Keys held down or run along: no name or post consists of a few digits; a firm may be called 360 or 58, but not 111. */
const fewDigits = /^\d{1,6}$/
const idleDigits = /^(?:(\d)\1{0,5}|12(?:3(?:4(?:56?)?)?)?)$/
const named: ReadonlySet<CellKind> = new Set(['name', 'company', 'title'])

/** True for a cell that says "nothing". Wants tidied text. A smile alone is no name, but it may be a note. */
export function isBlank(text: string, kind: CellKind = 'other'): boolean {
  if (text === '') return true
  const first = text.charCodeAt(0)
  const digits = first <= 0x39 && named.has(kind)
  if (plain(first) && !digits && !mayBegin(first)) return false
  if (text.length > LONGEST + WRAPPED) return false
  const bare = plain(first) && plain(text.charCodeAt(text.length - 1)) ? text : text.replace(wrapping, '')
  const word = simplified(bare.toLowerCase())
  if (word === '') return kind === 'name' || !pictograph.test(text)
  if (digits && (kind === 'company' ? idleDigits : fewDigits).test(word)) return true
  if (names.has(text) && named.has(kind)) return false
  return (
    (sets.get(kind) ?? general).has(word) ||
    (word.startsWith('请') && dropdown.test(word)) ||
    (first === 0x23 && sheetError.test(text))
  )
}
