const light = `
  --page: #f7f6f3; --surface: #fffefc; --text: #26241f; --quiet: #5a564d; --border: #8b857a;
  --line: #e8e5de; --accent: #0a7580; --accent-hover: #075c65; --on-accent: #ffffff; --error: #b32d17;
  color-scheme: light;`
const dark = `
  --page: #161513; --surface: #1d1c19; --text: #ece9e2; --quiet: #bdb8ad; --border: #857f73;
  --line: #302d28; --accent: #56b8bd; --accent-hover: #74cacd; --on-accent: #0b1d1f; --error: #ff8a73;
  color-scheme: dark;`

/** The whole look of a public form, small enough to travel inside its page. Targets are 44 px high, for thumbs. */
export const style = `
:root { ${light} }
:root[data-theme='dark'] { ${dark} }
@media (prefers-color-scheme: dark) { :root[data-theme='auto'] { ${dark} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.6 system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif; }
main { max-width: 560px; margin: 0 auto; padding: 24px 16px 48px; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 24px 20px; }
[data-embed] body { background: transparent; }
[data-embed] main { max-width: none; padding: 0; }
[data-embed] .card { background: transparent; border: 0; border-radius: 0; padding: 4px; }
@media (min-width: 600px) { main { padding-top: 56px; } .card { padding: 36px 40px; } }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.35; text-wrap: balance; }
.intro { margin: 0 0 20px; color: var(--quiet); white-space: pre-line; }
.box { margin: 0 0 18px; padding: 0; border: 0; min-width: 0; }
.label, legend { display: block; margin: 0 0 6px; padding: 0; font-weight: 500; }
.optional { margin-left: 6px; color: var(--quiet); font-weight: 400; font-size: 14px; }
input:not([type='checkbox']), textarea, select { width: 100%; min-height: 44px; padding: 9px 12px; font: inherit;
  color: inherit; background: var(--surface); border: 1px solid var(--border); border-radius: 8px; }
input, textarea, select { scroll-margin-top: 72px; }
textarea { min-height: 108px; resize: vertical; }
input::placeholder, textarea::placeholder { color: var(--quiet); opacity: 1; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[aria-invalid='true'] { border-color: var(--error) !important; }
.tick { display: flex; gap: 10px; align-items: flex-start; min-height: 44px; padding: 9px 0; }
.tick input { flex: none; width: 20px; height: 20px; margin: 3px 0 0; accent-color: var(--accent); }
.consent { color: var(--quiet); font-size: 14px; white-space: pre-line; overflow-wrap: anywhere; }
.error { margin: 6px 0 0; color: var(--error); font-size: 14px; }
.error:empty, #summary:empty { display: none; }
#summary { margin: 0 0 14px; color: var(--error); }
button { width: 100%; min-height: 48px; padding: 10px 20px; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 0; border-radius: 8px; }
button:hover { background: var(--accent-hover); }
button[aria-disabled='true'] { cursor: progress; opacity: 0.75; }
.trap { position: absolute; left: -9999px; width: 1px; height: 1px; overflow: hidden; }
#thanks { text-align: center; padding: 32px 0; outline: none; }
#thanks svg { width: 56px; height: 56px; color: var(--accent); }
#thanks p { margin: 12px 0 0; font-size: 18px; white-space: pre-line; }
footer { margin: 16px 0 0; text-align: center; color: var(--quiet); font-size: 13px; }
[data-embed] footer { display: none; }
[hidden] { display: none !important; }
@media (prefers-reduced-motion: no-preference) { button { transition: background 120ms; } }
`
