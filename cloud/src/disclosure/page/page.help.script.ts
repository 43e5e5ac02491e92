/**
 * The call for help beside the telephone call: both begin with one press, and neither waits for the other. What cannot be
 * sent is kept on the phone and sent again until it is answered; a page that is opened again goes on where it was.
 * Plain old script, since phones of any age scan codes. Times are the service's, from the answer's own date.
 */
export const helpScript = `(function(){
var box=document.getElementById('rescue');if(!box)return;
var W=JSON.parse(document.getElementById('words').textContent),code=box.getAttribute('data-code'),kind=box.getAttribute('data-kind'),K='lifttrust.help',timer,tries=0;
function el(id){return document.getElementById(id)}
function read(){try{var h=JSON.parse(localStorage.getItem(K));return h&&h.code===code&&+new Date-h.at<72e5?h:null}catch(e){return memory&&memory.code===code?memory:null}}
var memory=null;
function keep(h){memory=h;try{localStorage.setItem(K,JSON.stringify(h))}catch(e){}}
function drop(){memory=null;try{localStorage.removeItem(K)}catch(e){}}
function key(){var s='',a,i;try{a=crypto.getRandomValues(new Uint8Array(16))}catch(e){a=[];for(i=0;i<16;i++)a.push(Math.random()*256|0)}for(i=0;i<16;i++)s+=('0'+a[i].toString(16)).slice(-2);return s}
function say(t,also){el('state').textContent=t;el('also').textContent=also||''}
function ask(method,path,body,done){var x=new XMLHttpRequest;x.open(method,path);x.timeout=2e4;if(body)x.setRequestHeader('content-type','application/json');x.onload=function(){var j=null;try{j=JSON.parse(x.responseText)}catch(e){}done(x.status,j,Date.parse(x.getResponseHeader('date'))||+new Date)};x.onerror=x.ontimeout=function(){done(0,null,0)};x.send(body?JSON.stringify(body):null)}
function later(f,s){clearTimeout(timer);timer=setTimeout(f,s*1e3)}
function send(){var h=read();if(!h)return;if(h.id)return poll();
el('after').hidden=false;el('details').hidden=true;
ask('POST','/api/help-calls',{code:code,key:h.key,kind:kind,waitedSeconds:Math.max(0,Math.min(86400,Math.round((+new Date-h.at)/1e3)))},function(s,j,now){
if(s===200&&j){h.id=j.helpId;h.token=j.helpToken;keep(h);tries=0;return show(j,now)}
if(s>=400&&s<500&&s!==408&&s!==429){drop();el('details').hidden=true;return say(j&&j.error&&!W.english?j.error.message:W.refused)}
tries++;say(W.waiting);later(send,Math.min(15,2+tries*2))})}
function poll(){var h=read();if(!h||!h.id)return;
ask('GET','/api/help-calls/'+h.id+'?token='+h.token,null,function(s,j,now){if(s===200&&j){tries=0;return show(j,now)}if(s===404){drop();return say(W.refused)}tries++;later(poll,Math.min(15,3+tries*2))})}
function show(j,now){var t=W.states[j.state]||'',m;
if(j.outcome==='mistaken')t=W.takenBack;
if(j.state==='on_the_way'&&j.etaAt){m=Math.ceil((j.etaAt-now)/6e4);t=m>0?W.coming.replace('{m}',m):W.soon}
if(j.rescuer&&j.state!=='waiting'&&j.state!=='freed'&&j.state!=='closed')t=j.rescuer+W.colon+t;
var over=j.outcome!=='none'||j.freedAt||j.state==='freed'||j.state==='closed';
el('after').hidden=false;el('details').hidden=!!over;el('report').hidden=!over;
say(t,over?'':(j.callAlso.length?W.also.replace('{n}',j.callAlso.join(W.comma)):'')+(j.arrivalCode?' '+W.arrival.replace('{c}',j.arrivalCode):''));
if(over){if(j.outcome!=='none'||j.state==='closed')drop();return}
later(poll,Math.max(3,Math.min(30,j.askAgainSeconds||10)))}
function start(){if(!read()){keep({code:code,key:key(),at:+new Date});say(W.sending)}el('after').hidden=false;el('report').hidden=true;send()}
function correct(what,more){var h=read();if(!h||!h.id)return;var b={token:h.token,what:what};for(var k in more)b[k]=more[k];
ask('POST','/api/help-calls/'+h.id+'/corrections',b,function(s,j,now){if(s===200&&j){if(what==='details')el('thanks').textContent=W.noted;return show(j,now)}el('thanks').textContent=j&&j.error&&!W.english?j.error.message:W.notNoted})}
el('call').addEventListener('click',start);el('report').hidden=false;el('report').addEventListener('click',start);
el('mistaken').addEventListener('click',function(){if(confirm(W.sureMistaken))correct('mistaken')});
el('freed').addEventListener('click',function(){if(confirm(W.sureFreed))correct('freed')});
el('tell').addEventListener('click',function(){var s={},n=+el('people').value;if(n>0)s.people=Math.min(60,n);if(el('hurt').checked)s.isHurt=true;var m={situation:s},p=el('phone').value.replace(/\\s/g,'');if(p)m.phone=p;correct('details',m)});
window.addEventListener('online',function(){if(read())send()});
if(read())start()
})()`;
