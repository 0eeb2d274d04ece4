/** Light or dark as the reader's system is; on paper without the grounds. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: light-dark(#f6f7f8, #101214); --surface: light-dark(#fff, #16191c);
  --line: light-dark(#d9dde1, #272c31); --text: light-dark(#14181c, #e6e9ec); --quiet: light-dark(#57616b, #98a2ac);
  --good: light-dark(#00694b, #3fc59b); --bad: light-dark(#a94400, #f0874a); --right: 0, 114, 178; --wrong: 213, 94, 0; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1240px; padding: 32px 24px; background: var(--ground); color: var(--text);
  font: 14px/1.5 system-ui, sans-serif; }
h1 { font-size: 26px; margin: 0; } h2 { font-size: 18px; margin: 0; } h3 { font-size: 14px; margin: 0; }
section { margin-top: 36px; } section > div { margin-top: 12px; } p { margin: 4px 0; max-width: 90ch; }
.quiet, footer, header p { color: var(--quiet); }
.cards, .charts, .pictures { display: grid; gap: 12px; }
.cards { grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); }
.charts { grid-template-columns: repeat(auto-fill, minmax(340px, 1fr)); }
.charts.wide { grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); }
.pictures { grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)); }
.tables { display: flex; flex-wrap: wrap; gap: 12px; align-items: start; }
article, figure { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px;
  margin: 0; min-width: 0; overflow-x: auto; }
.value { font-size: 28px; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.beaten { color: var(--good); } .unbeaten { color: var(--bad); }
figure svg { display: block; width: 100%; height: auto; margin-top: 8px; }
summary { cursor: pointer; color: var(--quiet); } details table { margin-top: 8px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: 8px; }
th { font-weight: 500; text-align: left; color: var(--quiet); } th, td { padding: 3px 10px; } td { text-align: right; }
th:first-child { padding-left: 0; } thead th:not(:first-child) { text-align: right; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
.confusion { border-spacing: 3px; border-collapse: separate; }
.confusion thead th { text-align: center; } .confusion tbody tr > * { border-top: 0; }
.confusion tbody td { min-width: 68px; padding: 6px 10px; text-align: center; border-radius: 4px; }
.confusion .right { background: rgba(var(--right), calc(0.06 + 0.5 * var(--part))); }
.confusion .wrong { background: rgba(var(--wrong), calc(0.75 * var(--part))); }
small { display: block; font-size: 11px; opacity: 0.75; }
.pictures img { width: 100%; border-radius: 6px; display: block; }
footer { margin-top: 36px; border-top: 1px solid var(--line); padding-top: 12px; }
@media print { :root { color-scheme: light; --ground: #fff; } article, figure, img { break-inside: avoid; } }
`;
