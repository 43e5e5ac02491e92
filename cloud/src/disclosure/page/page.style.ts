/**
 * The public page's whole style. Colours are those of the app (app/src/ui/tokens.scss); every size is in rem, so that
 * the page holds at whatever text size a phone is set to. Words reach 4.5:1 on their ground, light and dark.
 */
export const style = `
:root{color-scheme:light dark;--brand:#0052d9;--ok:#18794e;--okb:#e6f5ef;--warn:#a84b00;--warnb:#fdf0e4;--bad:#b8323a;--badb:#fceaeb;--text:#181818;--second:#4b4b4b;--third:#626262;--page:#f3f5f8;--card:#fff;--line:#e7e9ee;--sos:#b8323a;--touch:48px}
@media(prefers-color-scheme:dark){:root{--brand:#79a6ff;--ok:#4cc38a;--okb:#16302a;--warn:#f5a35c;--warnb:#382818;--bad:#ff9a9e;--badb:#3b2023;--text:#f2f3f5;--second:#c2c7ce;--third:#aab0b9;--page:#121417;--card:#1c1f24;--line:#2e333b;--sos:#b8323a}}
html{font-size:106.25%;-webkit-text-size-adjust:100%}
html.large{font-size:143.75%;--touch:60px}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:40rem;margin:0 auto;padding:0 16px}
nav{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:0 16px}
a{color:var(--brand)}
nav a,.act{display:inline-flex;align-items:center;min-height:var(--touch);min-width:var(--touch);text-decoration:none}
.act{display:flex}
h1{font-size:1.35rem;line-height:1.35;margin:0}
h2{font-size:1.1rem;margin:0 0 8px}
h3{font-size:1rem;margin:0}
p{margin:0 0 4px}
ul{margin:8px 0 0;padding-left:1.25em}
.number{font-size:1.9rem;font-weight:700;letter-spacing:.06em;line-height:1.3;font-variant-numeric:tabular-nums}
.note{color:var(--third);font-size:.88rem}
html.large .note{font-size:1rem}
.card{background:var(--card);border-radius:12px;padding:16px;margin:12px 0 0}
.sos{display:flex;align-items:center;justify-content:center;min-height:96px;margin:8px 0 12px;padding:12px;border-radius:12px;background:var(--sos);color:#fff;font-size:1.35rem;font-weight:700;text-align:center;text-decoration:none}
.sos:focus-visible,a:focus-visible,summary:focus-visible,button:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
.tell{border-radius:12px;padding:12px 16px;margin:12px 0 0;background:var(--warnb);color:var(--warn)}
.tell.bad{background:var(--badb);color:var(--bad)}
.tag{display:inline-block;border-radius:999px;padding:0 10px;font-size:.88rem;background:var(--page);color:var(--second)}
html.large .tag{font-size:1rem}
.tag.ok,.tell.ok{background:var(--okb);color:var(--ok)}.tag.warn{background:var(--warnb);color:var(--warn)}.tag.bad{background:var(--badb);color:var(--bad)}
dl{margin:0}
dl div{display:flex;flex-wrap:wrap;gap:0 12px;padding:8px 0;border-top:1px solid var(--line)}
dl div:first-child{border-top:0}
dt{color:var(--second);flex:0 0 6em}dd{margin:0;flex:1 1 9em}
li.visit{padding:12px 0;border-top:1px solid var(--line)}
ol{list-style:none;margin:0;padding:0}
summary{min-height:var(--touch);display:flex;align-items:center;cursor:pointer;color:var(--brand)}
button{display:block;width:100%;min-height:var(--touch);margin:8px 0 0;padding:8px 12px;border:0;border-radius:8px;background:var(--brand);color:var(--card);font:inherit;font-weight:700}
button.other{min-height:60px;background:none;color:var(--bad);border:2px solid currentColor}
button.plain{background:none;color:var(--brand);font-weight:400;border:1px solid var(--line)}
#state:not(.ok){min-height:4.5em}
[hidden]{display:none}
label{display:block;margin:8px 0 4px}
input{width:100%;min-height:var(--touch);padding:8px;border:1px solid var(--third);border-radius:8px;background:var(--card);color:inherit;font:inherit}
.tick{display:flex;align-items:center;gap:8px;min-height:var(--touch)}
.tick input{width:24px;min-height:24px}
footer{padding:16px;color:var(--third);font-size:.88rem}
html.large footer{font-size:1rem}
html.large .to-large,html:not(.large) .to-normal{display:none}
`
  .replace(/\n/g, '')
  .trim();
