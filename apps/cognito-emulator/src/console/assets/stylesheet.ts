/** The console's style: that of the pages, with room for tables. */
export const stylesheet = `
*, *::before, *::after { box-sizing: border-box; }

:root {
  --page: #f1f4f8; --card: #fff; --sunk: #f6f8fb; --line: #dfe3e8; --strong-line: #7d8998;
  --heading: #000716; --body: #414d5c; --muted: #5a6676; --link: #0768c1; --accent: #0972d3; --on-accent: #fff; --accent-hover: #033160;
  --good: #186a3b; --good-back: #e7f5ec; --warn: #7a4b00; --warn-back: #fdf3dd; --bad: #b3261e; --bad-back: #fdeeed;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0a121d; --card: #142131; --sunk: #0f1a28; --line: #2b3a4c; --strong-line: #6d7a8b;
    --heading: #f2f5f8; --body: #b6bec9; --muted: #9aa5b3; --link: #89bdee; --accent: #539fe5; --on-accent: #000716; --accent-hover: #89bdee;
    --good: #8fd6a8; --good-back: #12301f; --warn: #f0c674; --warn-back: #35290f; --bad: #ffb4ab; --bad-back: #3a1a19;
  }
}

html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; min-height: 100vh; background: var(--page); color: var(--body); font: .9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }

.top, .state, main, .bottom { padding-inline: max(1.25rem, calc(50vw - 38rem)); }
.top { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 2rem; background: var(--card); border-bottom: 1px solid var(--line); }
.brand { display: flex; align-items: center; gap: .625rem; padding-block: .75rem; color: var(--heading); font-weight: 650; text-decoration: none; }
.mark { display: grid; place-items: center; width: 1.75rem; height: 1.75rem; color: var(--on-accent); background: var(--accent); border-radius: .5rem; font-weight: 700; }
.top nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.top nav a { padding: .875rem .125rem .75rem; color: var(--body); border-bottom: 2px solid transparent; text-decoration: none; }
.top nav a:hover { color: var(--heading); border-color: var(--line); }
.top nav a[aria-current] { color: var(--heading); border-color: var(--accent); font-weight: 600; }
.skip { position: absolute; left: -100rem; padding: .5rem 1rem; background: var(--card); }
.skip:focus { left: .5rem; top: .5rem; z-index: 1; }

.state { padding-block: .5rem; color: var(--warn); background: var(--warn-back); border-bottom: 1px solid var(--line); font-weight: 550; }
.state a { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; color: inherit; }

main { padding-block: 1.75rem 2.5rem; }
h1 { margin: 0 0 1.25rem; color: var(--heading); font-size: 1.625rem; font-weight: 650; line-height: 1.25; letter-spacing: -.015em; overflow-wrap: anywhere; }
h2, h3 { margin: 0; color: var(--heading); font-size: 1.0625rem; font-weight: 650; line-height: 1.35; overflow-wrap: anywhere; }
h2.over { margin: 1.75rem 0 .75rem; }
.lead { margin: -.75rem 0 1.25rem; color: var(--muted); max-width: 44rem; }
.say + .lead { margin-top: 0; }
.trail ol { display: flex; flex-wrap: wrap; gap: .25rem; margin: 0 0 .5rem; padding: 0; list-style: none; color: var(--muted); font-size: .875rem; }
.trail li:not(:last-child)::after { content: "/"; padding-left: .25rem; color: var(--muted); }

.panel { margin-bottom: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .625rem; overflow: clip; }
.panel-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1rem; min-height: 3.25rem; padding: .625rem 1.25rem; border-bottom: 1px solid var(--line); }
.panel > form, .panel > .single { margin: 1rem 1.25rem 1.25rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); gap: 0 1.25rem; align-items: start; }

a { color: var(--link); text-underline-offset: .2em; }
a:hover { text-decoration-thickness: 2px; }
.strong, strong { color: var(--heading); font-weight: 600; }
a.strong { color: var(--link); }
.muted { color: var(--muted); }
td code { overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; overflow-wrap: anywhere; }
.value { color: var(--heading); user-select: all; }
time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.facts { display: grid; margin: 0; padding: .375rem 1.25rem; }
.facts div { display: grid; grid-template-columns: minmax(7.5rem, 10rem) 1fr; gap: .25rem 1rem; align-items: baseline; padding: .5rem 0; }
.facts div + div { border-top: 1px solid var(--line); }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.facts + .facts { border-top: 4px solid var(--line); }
.plain:is(ul), .chips { margin: 0; padding: 0; list-style: none; }
.plain:is(ul) li + li { margin-top: .25rem; }
.chips, .badges { display: flex; flex-wrap: wrap; gap: .375rem; }
.chips li { padding: .0625rem .5rem; background: var(--sunk); border: 1px solid var(--line); border-radius: .375rem; font-size: .8125rem; overflow-wrap: anywhere; }
.badge { display: inline-block; padding: .0625rem .5rem; border-radius: .375rem; color: var(--body); background: var(--sunk); box-shadow: inset 0 0 0 1px var(--line); font-size: .8125rem; font-weight: 550; white-space: nowrap; }
.badge.good { color: var(--good); background: var(--good-back); box-shadow: none; }
.badge.warn { color: var(--warn); background: var(--warn-back); box-shadow: none; }
.badge.bad { color: var(--bad); background: var(--bad-back); box-shadow: none; }

.table { position: relative; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th { padding: .5rem .625rem; color: var(--muted); background: var(--sunk); font-size: .8125rem; font-weight: 550; text-align: left; white-space: nowrap; }
td { padding: .5625rem .625rem; border-top: 1px solid var(--line); vertical-align: baseline; overflow-wrap: break-word; }
td:is([data-label=Took], [data-label="Request id"], [data-label=Id], [data-label=Region]) { white-space: nowrap; }
thead + tbody tr:first-child td { border-top: 1px solid var(--line); }
:is(th, td):first-child { padding-left: 1.25rem; }
:is(th, td):last-child { padding-right: 1.25rem; }
.empty { margin: 0; padding: 1.25rem; color: var(--muted); }
main > .empty { padding: 0 0 1.25rem; }

.messages { margin: 0; padding: 0; list-style: none; }
.messages li { padding: .75rem 1.25rem; border-bottom: 1px solid var(--line); }
.messages li:last-child { border-bottom: 0; }
.messages p { margin: 0; overflow-wrap: anywhere; }
.line { display: flex; flex-wrap: wrap; gap: .125rem .5rem; align-items: baseline; }
.line > time { margin-left: auto; color: var(--muted); font-size: .875rem; }
.give { padding-top: .25rem; }
.give .value { font-size: 1.125rem; font-weight: 600; letter-spacing: .04em; }
.give a + .value { font-size: .8125rem; font-weight: 400; letter-spacing: 0; }
details { margin-top: .25rem; }
summary { width: fit-content; color: var(--link); cursor: pointer; }
.subject { padding: .25rem 0; color: var(--heading); font-weight: 600; }
pre { margin: .25rem 0 0; padding: .625rem .75rem; background: var(--sunk); border-radius: .375rem; white-space: pre-wrap; }
.new { animation: new 2.5s ease-out; }
@keyframes new { from { background: var(--good-back); } }
.pulse { margin: 0; padding: .375rem 1.25rem; color: var(--muted); background: var(--sunk); border-bottom: 1px solid var(--line); font-size: .8125rem; }
.pulse::before { content: ""; display: inline-block; width: .5rem; height: .5rem; margin-right: .5rem; background: var(--good); border-radius: 50%; }

form { margin: 0; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
.row .field { flex: 1 1 10rem; max-width: 22rem; }
.stack { display: grid; gap: .875rem; justify-items: start; }
.stack > .field, .stack > .row { width: 100%; max-width: 26rem; }
.stack > .row .field { flex-basis: 8rem; }
.search { margin-bottom: 1.25rem; }
.field { position: relative; }
label { display: block; margin-bottom: .25rem; color: var(--heading); font-size: .875rem; font-weight: 550; }
.hint { margin: .25rem 0 0; color: var(--muted); font-size: .8125rem; }
.row .hint { position: absolute; }
.row:has(.hint) { padding-bottom: 1.25rem; }
input:not([type=hidden], [type=radio], [type=checkbox]), select { display: block; width: 100%; min-height: 2.5rem; padding: .375rem .625rem; color: var(--heading); background: var(--card); border: 1px solid var(--strong-line); border-radius: .5rem; font: inherit; }
.choice { display: flex; gap: .625rem; align-items: baseline; margin: 0; }
.choice label { margin: 0; font-weight: 400; }
.choice input { flex: none; width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); transform: translateY(.2rem); }
fieldset { display: grid; gap: .5rem; margin: 0; padding: 0; border: 0; }
legend { margin-bottom: .375rem; padding: 0; color: var(--heading); font-weight: 550; }

button, .button { display: inline-block; min-height: 2.5rem; padding: .4375rem 1rem; color: var(--on-accent); background: var(--accent); border: 1px solid transparent; border-radius: .5rem; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
:is(button, .button):hover { background: var(--accent-hover); }
:is(button, .button).plain { color: var(--link); background: var(--card); border-color: var(--strong-line); }
:is(button, .button).quiet { color: var(--link); background: none; border-color: transparent; }
:is(button, .button).danger { color: var(--bad); background: var(--card); border-color: var(--bad); }
:is(button, .button):is(.plain, .quiet):hover { background: var(--sunk); border-color: var(--accent); }
:is(button, .button).danger:hover { background: var(--bad-back); }
.panel-head .quiet { margin-right: -1rem; }
.actions { display: flex; flex-wrap: wrap; gap: .625rem; margin: 0 0 1.25rem; }
:is(.facts, .table) button { min-height: 2rem; padding: .1875rem .75rem; font-size: .875rem; }
.table button.quiet { padding-inline: .5rem; }
button.copy { min-height: 1.5rem; margin-left: .5rem; padding: 0 .5rem; color: var(--muted); background: none; border: 1px solid var(--line); border-radius: .375rem; font-size: .75rem; font-weight: 500; }
button.copy:hover { color: var(--heading); background: var(--sunk); }

.say { margin: 0 0 1.25rem; padding: .75rem 1rem; border-left: 4px solid; border-radius: .25rem; overflow-wrap: anywhere; }
.say.good { color: var(--good); background: var(--good-back); }
.say.bad { color: var(--bad); background: var(--bad-back); }

.bottom { padding-block: 0 2rem; color: var(--muted); font-size: .875rem; }
:is(a, button, input, select, summary):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

@media (max-width: 44rem) {
  .top nav { order: 1; width: 100%; gap: 0 1rem; }
  .top nav a { padding-block: .375rem .5rem; }
  .brand { padding-bottom: .25rem; }
  .facts div { grid-template-columns: 1fr; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td { display: block; }
  tr { padding: .625rem 1.25rem; border-top: 1px solid var(--line); }
  td, thead + tbody tr:first-child td, td:first-child, td:last-child { display: grid; grid-template-columns: 5.25rem minmax(0, 1fr); gap: .5rem; padding: .1875rem 0; border: 0; white-space: normal; }
  td::before { content: attr(data-label); color: var(--muted); font-size: .8125rem; }
  td, .badge { overflow-wrap: anywhere; white-space: normal; }
  td:is([data-label="Request id"], [data-label=Id]) { white-space: normal; }
  .panel-head .quiet { margin-left: -1rem; }
  .line > time { margin-left: 0; }
}
@media (prefers-reduced-motion: reduce) { .new { animation: none; } }
@media (forced-colors: active) { .badge, .chips li { border: 1px solid; } }
`;
