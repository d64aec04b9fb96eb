"""How the chronology and its pages look, and the script that filters it."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--rule:#d5dae1;--accent:#1a4480;--soft:#f4f6f9;--gap:#fff3d6}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#16181c;--rule:#3a404a;--accent:#9bc0f5;--soft:#20242b;
--gap:#3d3212}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{padding:1rem 1.25rem 3rem;max-width:90rem;margin:0 auto}
h1{font-size:1.3rem;margin:0 0 .4rem}
p{margin:.3rem 0}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;padding:.7rem 0}
label{display:flex;flex-direction:column;font-size:.85rem;gap:.15rem}
select,input,button{font:inherit;padding:.3rem .5rem;background:var(--paper);color:var(--ink);
border:1px solid var(--rule);border-radius:4px;max-width:20rem}
table{border-collapse:collapse;width:100%}
thead th{position:sticky;top:0;background:var(--paper);border-bottom:2px solid var(--accent);color:var(--accent)}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--rule);overflow-wrap:anywhere}
th:first-child,td:first-child{min-width:6.6rem}
td:nth-child(2){min-width:9rem}
td:last-child{min-width:14rem}
tbody th{font-weight:500}
.document{background:var(--soft)}.document .says{font-weight:600}
.gap{background:var(--gap)}
.words{display:block;opacity:.8;font-size:.92em}
a{color:var(--accent);text-decoration:none;display:block}a:hover{text-decoration:underline}
a:focus-visible,select:focus-visible,input:focus-visible,button:focus-visible{outline:3px solid #e08a00;
outline-offset:1px}
[hidden]{display:none!important}
@media(max-width:700px){thead{position:absolute;clip-path:inset(50%)}tr,td,tbody th{display:block;border:0}
tr{border-bottom:1px solid var(--rule);padding:.4rem 0}td,tbody th{padding:.1rem .6rem}}
.account{margin:.2rem 0;padding-left:1.2rem;max-width:70rem}
.pages figure{margin:0 0 1.5rem;max-width:60rem}.pages svg{width:100%;height:auto;background:#fff;border:1px solid #888}
.pages figure:target{outline:3px solid #e08a00}.pages rect{fill:#ffd54a;fill-opacity:.4;stroke:#8a5a00;stroke-width:.6}
td a.pdf{font-size:.85em}td span.both{display:block}td span.both a{display:inline}
@media print{form{display:none}thead th{position:static}}
"""

SCRIPT = """
(function(){
var form=document.getElementById('filter'),rows=[].slice.call(document.querySelectorAll('tbody tr'));
var told=document.getElementById('told');
form.hidden=false;
function show(){var who=form.provider.value,part=form.part.value,kind=form.kind.value;
var words=form.words.value.toLowerCase().split(/\\s+/).filter(Boolean),shown=0;
rows.forEach(function(row){var text=row.textContent.toLowerCase();
var fits=(!who||row.dataset.provider===who)&&(!kind||row.dataset.kind===kind)
&&(!part||row.dataset.parts.split('|').indexOf(part)>=0)
&&words.every(function(word){return text.indexOf(word)>=0});
row.hidden=!fits;if(fits)shown+=1});
told.textContent=shown+' of '+rows.length+' events shown';}
form.addEventListener('input',show);
form.addEventListener('submit',function(event){event.preventDefault()});
form.addEventListener('reset',function(){setTimeout(show,0)});
show();
})();
"""
