import type { Lang } from '../../../../contract/shapes.ts'
import type { Asked, Kind } from '../decide.ts'
import type { FormBody } from '../store.ts'
import { style } from './style.ts'

export interface Shown extends Omit<FormBody, 'fields'> {
  readonly asked: readonly Asked[]
  /** Where it is sent. */
  readonly action: string
  readonly nonce: string
  readonly orgName: string
  readonly lang: Lang
  readonly embedded: boolean
  readonly theme: 'light' | 'dark' | 'auto'
}

const words = {
  zh: {
    optional: '选填',
    choose: '请选择',
    network: '没有发送成功，请检查网络后再试一次。',
    sending: '正在提交…',
    noScript: '提交表单需要启用 JavaScript。',
    trap: '请勿填写',
    thanks: '已收到，谢谢！',
    gone: '这个表单不存在或已停用',
    goneHint: '请向给你链接的人索取新的地址。',
    yes: '是',
  },
  en: {
    optional: 'optional',
    choose: 'Choose',
    network: 'It could not be sent. Check your connection and try again.',
    sending: 'Sending…',
    noScript: 'JavaScript is needed to send this form.',
    trap: 'Leave this empty',
    thanks: 'Received. Thank you!',
    gone: 'This form does not exist or was switched off',
    goneHint: 'Ask whoever gave you the link for a new one.',
    yes: 'Yes',
  },
} as const satisfies Record<Lang, Record<string, string>>

/** What is said where the form's maker wrote no thanks. */
export const plainThanks = (lang: Lang): string => words[lang].thanks

/** Text as it may stand in HTML, in an attribute too. */
export const html = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The public page of a form: plain HTML that needs one small script to be sent. */
export function formPage(form: Shown): string {
  const { title, intro, button, consent, optIn, asked, action, nonce, lang } = form
  const said = words[lang]
  const spoken = html(JSON.stringify({ network: said.network, sending: said.sending }))
  return frame(
    form,
    `<div id="filling">
<h1>${html(title)}</h1>
${intro ? `<p class="intro">${html(intro)}</p>` : ''}
<form action="${html(action)}" method="post" novalidate data-nonce="${nonce}" data-words="${spoken}">
${asked.map((each, i) => box(each, `f${i}`, lang)).join('\n')}
<div class="trap" aria-hidden="true"><label>${said.trap}<input name="homepage" tabindex="-1" autocomplete="off"></label></div>
${consent ? consentBox(consent) : ''}
${optIn ? optInBox(optIn, lang) : ''}
<noscript><p class="error">${said.noScript}</p></noscript>
<p id="summary" role="alert" tabindex="-1"></p>
<button type="submit">${html(button)}</button>
</form>
</div>
<div id="thanks" role="status" tabindex="-1" hidden>${tickMark}<p></p></div>
<script src="/f/-/form.js" defer></script>`,
  )
}

/** What is shown at the address of a form that is not there. */
export function gonePage(lang: Lang): string {
  const { gone, goneHint } = words[lang]
  const bare = { lang, title: gone, orgName: '', embedded: false, theme: 'auto' as const }
  return frame(bare, `<h1>${gone}</h1>\n<p class="intro">${goneHint}</p>`)
}

type Frame = Pick<Shown, 'lang' | 'title' | 'orgName' | 'embedded' | 'theme'>

function frame({ lang, title, orgName, embedded, theme }: Frame, inside: string): string {
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}" data-theme="${theme}"${embedded ? ' data-embed' : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(orgName ? `${title} · ${orgName}` : title)}</title>
<style>${style}</style>
</head>
<body><main><div class="card">
${inside}
</div>
${orgName ? `<footer>${html(orgName)}</footer>` : ''}
</main></body>
</html>
`
}

function box(asked: Asked, id: string, lang: Lang): string {
  const { field, label, required, kind } = asked
  const optional = required ? '' : `<span class="optional">${words[lang].optional}</span>`
  const error = `<p class="error" id="${id}e"></p>`
  const data = `data-field="${html(field)}"`
  if (kind === 'list' && asked.options.length > 0)
    return `<fieldset class="box" ${data} data-many="1" aria-describedby="${id}e"><legend>${html(label)}${optional}</legend>
${asked.options.map((option) => tick(option.value, option.label[lang])).join('\n')}${error}</fieldset>`
  if (kind === 'boolean')
    return `<fieldset class="box" ${data} aria-describedby="${id}e"><legend>${html(label)}${optional}</legend>
${tick('true', words[lang].yes)}${error}</fieldset>`
  return `<div class="box" ${data}><label class="label" for="${id}">${html(label)}${optional}</label>
${control(asked, `id="${id}" aria-describedby="${id}e"${required ? ' aria-required="true"' : ''}`, lang)}${error}</div>`
}

const tick = (value: string, label: string): string =>
  `<label class="tick"><input type="checkbox" value="${html(value)}"><span>${html(label)}</span></label>`

const consentBox = (consent: string): string =>
  `<div class="box" data-consent="1"><label class="tick consent"><input type="checkbox" aria-describedby="ce" aria-required="true"><span>${html(consent)}</span></label><p class="error" id="ce"></p></div>`

const optInBox = (optIn: string, lang: Lang): string =>
  `<div class="box" data-optin="1"><label class="tick consent"><input type="checkbox"><span>${html(optIn)}<span class="optional">${words[lang].optional}</span></span></label></div>`

function control({ field, kind, options, placeholder }: Asked, attributes: string, lang: Lang): string {
  const hint = placeholder ? ` placeholder="${html(placeholder)}"` : ''
  const fill = autofill[field] ? ` autocomplete="${autofill[field]}"` : ''
  if (kind === 'choice' && options.length > 0)
    return `<select ${attributes}><option value="">${words[lang].choose}</option>${options
      .map(({ value, label }) => `<option value="${html(value)}">${html(label[lang])}</option>`)
      .join('')}</select>`
  if (kind === 'long') return `<textarea ${attributes}${hint} maxlength="4000"></textarea>`
  return `<input ${inputs[kind] ?? 'type="text"'} ${attributes}${hint}${fill} maxlength="400">`
}

/** What a telephone shows which keyboard by. */
const inputs: Partial<Record<Kind, string>> = {
  phone: 'type="tel" inputmode="tel"',
  email: 'type="email" inputmode="email" autocapitalize="off"',
  number: 'type="text" inputmode="decimal"',
  date: 'type="date"',
}

const autofill: Readonly<Record<string, string>> = {
  name: 'name',
  company: 'organization',
  title: 'organization-title',
  phone: 'tel',
  email: 'email',
}

const tickMark =
  '<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="3" aria-hidden="true"><circle cx="24" cy="24" r="20"/><path d="m15 25 6 6 12-13" stroke-linecap="round" stroke-linejoin="round"/></svg>'
