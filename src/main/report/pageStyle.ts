export const pageStyle = `
:root { color-scheme: light dark; --ground: light-dark(#f6f7f8, #101214); --surface: light-dark(#fff, #16191c);
  --line: light-dark(#d9dde1, #272c31); --text: light-dark(#14181c, #e6e9ec); --quiet: light-dark(#57616b, #98a2ac);
  --right: 0, 114, 178; --wrong: 213, 94, 0; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 32px 24px; background: var(--ground); color: var(--text);
  font: 14px/1.5 system-ui, sans-serif; }
h1 { font-size: 24px; margin: 0; } h2 { font-size: 14px; margin: 0; }
section { margin-top: 24px; } p { margin: 4px 0; } .quiet, footer, header p { color: var(--quiet); }
.heads { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 12px; }
article, figure, .matrices > table { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; margin: 0; }
.value { font-size: 26px; font-weight: 600; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 12px; }
figure svg { width: 100%; height: auto; }
.matrices { display: flex; flex-wrap: wrap; gap: 12px; align-items: start; margin-top: 8px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: 8px; }
th { font-weight: 500; text-align: left; color: var(--quiet); } th, td { padding: 4px 10px; } td { text-align: right; }
.matrices > table { border-spacing: 2px; border-collapse: separate; }
.confusion tbody td { min-width: 62px; text-align: center; border-radius: 4px; }
.confusion .right { background: rgba(var(--right), calc(0.08 + 0.6 * var(--part))); }
.confusion .wrong { background: rgba(var(--wrong), calc(0.9 * var(--part))); }
small { display: block; color: var(--quiet); font-size: 11px; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 8px; margin-top: 8px; }
.pictures img { width: 100%; border-radius: 6px; display: block; }
footer { margin-top: 32px; border-top: 1px solid var(--line); padding-top: 12px; }
`;
