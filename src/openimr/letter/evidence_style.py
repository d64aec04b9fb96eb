"""Looks and the small script of evidence.html; the page works without the script."""

STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--rule:#d5dae1;--accent:#1a4480;--soft:#f4f6f9}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#16181c;--rule:#3a404a;--accent:#9bc0f5;--soft:#20242b}
}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
header{padding:.7rem 1.25rem;border-bottom:1px solid var(--rule)}
h1{font-size:1.15rem;margin:0}
header p{margin:0;opacity:.8}
.desk{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);height:calc(100vh - 4.2rem)}
@media(min-width:801px){body{overflow:hidden}}
main,.viewer{overflow:auto;padding:1rem 1.25rem}
.viewer{background:var(--soft);border-left:1px solid var(--rule)}
main section{margin-bottom:2rem}
h2{font-size:1.05rem;color:var(--accent);margin:0 0 .5rem}
h3{font-size:.95rem;margin:1rem 0 .3rem}
ul{padding-left:1.1rem;margin:.4rem 0}li{margin:.3rem 0;overflow-wrap:anywhere}a{color:var(--accent)}
.refs a{font-size:.82em;
white-space:nowrap;
border:1px solid var(--rule);
border-radius:4px;padding:0 .35em;text-decoration:none}
a:focus-visible,summary:focus-visible{outline:3px solid #e08a00;outline-offset:1px}.outcome{font-weight:600}
.ask{background:var(--soft);border-left:4px solid #e08a00;padding:.4rem .7rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .5rem;border-bottom:1px solid var(--rule)}
tbody th{font-weight:500}
.chip{white-space:nowrap;border-radius:4px;padding:.1em .5em;font-weight:600;color:#111}
.met{background:#bfe6c7}.unmet{background:#f6c6c1}.silent{background:#f5dfa3}
figure{margin:0 0 1.5rem}
figcaption{font-size:.85rem;margin-bottom:.3rem}
svg{width:100%;height:auto;background:#fff;border:1px solid var(--rule)}
rect{fill:#ffd54a;fill-opacity:.18}g:target rect{fill:#ff9800;fill-opacity:.45;stroke:#b85c00;stroke-width:1}
@media(max-width:800px){.desk{display:block;height:auto}
}
@media print{.desk{display:block;height:auto}
.viewer{display:none}
}
"""

SCRIPT = """
addEventListener('hashchange',function(){var m=document.getElementById(location.hash.slice(1));
if(m){m.scrollIntoView({block:'center'})}});
"""
