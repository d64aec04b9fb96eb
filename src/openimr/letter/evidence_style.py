"""Looks and the small script of evidence.html; the page works without the script."""

STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--rule:#d5dae1;--accent:#1a4480;--soft:#f4f6f9}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#16181c;--rule:#3a404a;--accent:#9bc0f5;--soft:#20242b}
}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
header{padding:.5rem 1.25rem;border-bottom:1px solid var(--rule);flex:none}
nav{display:flex;flex-wrap:wrap;gap:.1rem 1rem;margin-top:.25rem;font-size:.9rem}
nav a{text-decoration:none}nav a:hover{text-decoration:underline}
h1{font-size:1.15rem;margin:0}
header p{margin:0;opacity:.8}
.desk{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);flex:1;min-height:0}
@media(min-width:801px){body{overflow:hidden;height:100vh;display:flex;flex-direction:column}}
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
.rule{font-size:.92em;opacity:.85;margin:.6rem 0 .3rem}
.refs a.now{background:#ffe0a3;color:#111;border-color:#b85c00}
input{font:inherit;padding:.2rem .5rem;width:16rem;max-width:100%;background:var(--paper);color:var(--ink);
border:1px solid var(--rule);border-radius:4px}
summary{cursor:pointer;padding:.15rem 0}
li.ask{margin:.3rem 0;list-style:none}
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
(function(){
function show(){var m=document.getElementById(location.hash.slice(1));
document.querySelectorAll('.refs a.now').forEach(function(a){a.classList.remove('now')});
if(!m)return;
document.querySelectorAll('.refs a[href="'+location.hash+'"]').forEach(function(a){a.classList.add('now')});
if(m.tagName.toLowerCase()==='g')m.scrollIntoView({block:'center'});}
addEventListener('hashchange',show);show();
var box=document.getElementById('filter');
if(box)box.addEventListener('input',function(){var words=box.value.toLowerCase().split(/\\s+/).filter(Boolean);
document.querySelectorAll('#facts details').forEach(function(kind){var any=false;
var name=kind.firstChild.textContent.toLowerCase();
kind.querySelectorAll('li').forEach(function(row){var text=name+' '+row.textContent.toLowerCase();
var fits=words.every(function(word){return text.indexOf(word)>=0});row.hidden=!fits;any=any||fits});
kind.hidden=!any;kind.open=any&&words.length>0});});
})();
"""
