/** The page's style sheet. */
export const eventListStyle = `
:root { color-scheme: light dark; --bg: #f7f7f5; --panel: #fff; --ink: #1c1d1f; --soft: #5f636a; --line: #e4e4e0;
  --pre: #2f5fb3; --post: #7a3fb0; --good: #1d7a4c; --wait: #8f4d00; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --bg: #121316; --panel: #1a1b1f; --ink: #e8e8e6; --soft: #9a9ea6;
  --line: #2b2d33; --pre: #8ab0f5; --post: #c79af0; --good: #6fcf9c; --wait: #f0b05a; --bad: #ff8a80 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
header, main { max-width: 860px; margin: 0 auto; padding: 0 16px }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; padding-top: 28px; padding-bottom: 16px }
h1 { font-size: 22px; margin: 0 }
header p { margin: 0; color: var(--soft) }
nav { margin-left: auto; display: flex; gap: 16px }
a { color: var(--pre) }
article { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 14px 18px;
  margin-bottom: 14px; overflow-wrap: anywhere }
h2 { font-size: 16px; margin: 0; display: flex; justify-content: space-between; gap: 16px }
.outcome { font-weight: 500; color: var(--wait); overflow-wrap: normal }
.outcome.accepted { color: var(--good) }
.outcome.rejected { color: var(--bad) }
.who { margin: 0 0 10px; color: var(--soft); font-size: 13px; display: flex; flex-wrap: wrap; gap: 0 16px }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 14px }
th { text-align: left; font-weight: 600; padding: 4px 8px 4px 0 }
th.pre { color: var(--pre) }
th.post { color: var(--post) }
td { border-top: 1px solid var(--line); padding: 6px 8px 6px 0; vertical-align: top; color: var(--soft); font-size: 13px }
td b { display: block; color: var(--ink); font-weight: 500; font-size: 14px }
.property { margin: 10px 0 0; font-size: 14px; display: flex; flex-wrap: wrap; gap: 0 10px }
.property span { margin-left: auto }
.property code { color: var(--post) }
ul { margin: 8px 0 0; padding-left: 18px; font-size: 13px; color: var(--soft) }
ul:not(:has(li)) { display: none }
.empty { color: var(--soft) }
`
