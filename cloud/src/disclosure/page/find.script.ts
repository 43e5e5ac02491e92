/**
 * Asks for the position only after a press, and for nothing before it; whatever the phone answers, the form above goes on
 * working. Plain old script, as on the page of a lift.
 */
export const findScript = `(function(){
var b=document.getElementById('near');if(!b||!navigator.geolocation)return;
var W=JSON.parse(document.getElementById('find-words').textContent),S=document.getElementById('near-state'),L=document.getElementById('near-list');
b.hidden=false;
function say(t){S.textContent=t}
function add(tag,to,text){var e=document.createElement(tag);if(text)e.textContent=text;to.appendChild(e);return e}
function show(j){L.textContent='';if(j.isCoarse)return say(W.coarse);if(!j.items.length)return say(W.none);say(W.list);
j.items.forEach(function(l){var li=add('li',L),n=(l.place+' '+l.ownNumber).trim(),a;li.className='visit';
if(l.number){a=add('a',li,n);a.className='act';a.href='/l/'+encodeURIComponent(l.number)+location.search}else add('b',li,n);
add('p',li,l.address);var p=add('p',li,(l.number||W.noNumber)+' · '+W.within.replace('{m}',l.withinMetres));p.className='note'})}
b.onclick=function(){say(W.asking);b.disabled=true;
function end(t){b.disabled=false;if(t)say(t)}
navigator.geolocation.getCurrentPosition(function(p){var x=new XMLHttpRequest;x.open('POST','/api/nearby-lifts');x.timeout=2e4;x.setRequestHeader('content-type','application/json');
x.onload=function(){end();var j=null;try{j=JSON.parse(x.responseText)}catch(e){}
if(x.status===200&&j)show(j);else say(x.status===429?W.often:W.failed)};
x.onerror=x.ontimeout=function(){end(W.failed)};
x.send(JSON.stringify({lng:+p.coords.longitude.toFixed(4),lat:+p.coords.latitude.toFixed(4),crs:'WGS84',accuracyMetres:Math.min(1e5,Math.round(p.coords.accuracy))}))},function(){end(W.denied)},{enableHighAccuracy:true,timeout:15e3,maximumAge:6e4})}
})()`;
