/**
 * The call for help beside the telephone call: both begin with one press, and neither waits for the other. What cannot be
 * sent is kept on the phone and sent again until it is answered, also where the service says that it has heard too many;
 * a page that is opened again goes on where it was. The phone has a number of its own, so that people behind one address
 * are not taken for one phone. A call that was taken back before the page heard that it arrived stays on the phone under
 * its key, until the service has said that it is taken back or never came. Once it is answered, a socket says when there is something new; while it is cut, or where
 * none gets through, the page asks every few seconds (docs/adr/0040). Plain old script, since phones of any age scan codes.
 * Times are the service's.
 */
export const helpScript = `(function(){
var box=document.getElementById('rescue');if(!box)return;
var W=JSON.parse(document.getElementById('words').textContent),code=box.getAttribute('data-code'),kind=box.getAttribute('data-kind'),here=box.getAttribute('data-place'),K='lifttrust.help',D='lifttrust.device',B='lifttrust.back',timer,tries=0,asking=0,again=0,sock=null,live=0,fails=0,deaf,back,memory=null,own,gone=[],lost={},flying,undoing,wait;
function el(id){return document.getElementById(id)}
function word(n,k){return(k||kind)==='hurt'&&W.hurt[n]||W[n]}
function read(){var h,n=+new Date;try{h=JSON.parse(localStorage.getItem(K))}catch(e){}h=h||memory;return h&&h.code===code&&n-h.at<(h.id?864e5:72e5)&&!(n-h.over>36e5)?h:null}
function keep(h){memory=h;try{localStorage.setItem(K,JSON.stringify(h))}catch(e){}}
function drop(){memory=null;clearTimeout(timer);try{localStorage.removeItem(K)}catch(e){}}
function backs(){try{return JSON.parse(localStorage.getItem(B))||gone}catch(e){return gone}}
function owe(l){gone=l;try{localStorage.setItem(B,JSON.stringify(l))}catch(e){}}
function key(){var s='',a,i;try{a=crypto.getRandomValues(new Uint8Array(16))}catch(e){a=[];for(i=0;i<16;i++)a.push(Math.random()*256|0)}for(i=0;i<16;i++)s+=('0'+a[i].toString(16)).slice(-2);return s}
function phone(){if(!own)try{own=localStorage.getItem(D)}catch(e){}if(!/^[0-9a-f]{32}$/.test(own)){own=key();try{localStorage.setItem(D,own)}catch(e){}}return own}
function say(t,also,good){el('state').textContent=t;el('state').className=good?'tell ok':'tell';el('also').textContent=also||'';el('calm').hidden=good}
function offer(ids){el('after').hidden=false;['details','other','freed','mistaken','still'].forEach(function(n){el(n).hidden=ids.indexOf(n)<0});if(ids.indexOf('other')<0)el('others').textContent=''}
function ask(method,path,body,done){var x=new XMLHttpRequest;x.open(method,path);x.timeout=2e4;x.setRequestHeader('x-device-id',phone());if(body)x.setRequestHeader('content-type','application/json');x.onload=function(){var j=null;try{j=JSON.parse(x.responseText)}catch(e){}done(x.status,j)};x.onerror=x.ontimeout=function(){done(0)};x.send(body?JSON.stringify(body):null)}
function said(j,t){return j&&j.error&&!W.english?j.error.message:t}
function busy(){return +new Date-asking<25e3}
function later(f,s){clearTimeout(timer);timer=setTimeout(f,s*1e3)}
function send(){var h=read();if(!h)return;if(h.id){listen();return poll()}
offer(['mistaken']);if(!tries&&!h.stopped)say(W.sending);var k=h.key;asking=+new Date;flying=k;
ask('POST','/api/help-calls',{code:code,key:h.key,kind:kind,waitedSeconds:Math.max(0,Math.min(86400,Math.round((+new Date-h.at)/1e3)))},function(s,j){asking=0;if(flying===k)flying=0;var n=read();if(!n||n.key!==k){if(s===200&&lost[k]&&backs().indexOf(k)<0)owe(backs().concat(k));return undo()}h=n;
if(s===200&&j){h.id=j.helpId;h.token=j.helpToken;h.stopped=0;keep(h);tries=0;show(j);return listen()}
if(s===429){h.stopped=1;keep(h);offer(['mistaken']);say(said(j,W.refused)+' '+W.kept);return later(send,j&&j.error&&j.error.retryAfterSeconds||30)}
if(s>=400&&s<500&&s!==408){drop();offer([]);el('report').hidden=false;return say(said(j,W.refused))}
tries++;say(W.waiting);later(send,Math.min(15,2+tries*2))})}
function undo(){var l=backs();clearTimeout(wait);if(!l.length)return;if(!read()){offer([]);say(W.takingBack)}if(undoing||l[0]===flying)return;undoing=1;
ask('POST','/api/help-calls',{code:code,key:l[0],isTakenBack:true},function(s){undoing=0;if(s!==200&&(s<400||s>=500||s===408||s===429)){wait=setTimeout(undo,5e3);return}
owe(backs().filter(function(k){return k!==l[0]}));if(!read())say(W.takenBack,'',1);undo()})}
function poll(){var h=read();if(!h||!h.id)return;if(busy()){again=1;return}asking=+new Date;clearTimeout(timer);
ask('GET','/api/help-calls/'+h.id+'?token='+h.token,null,function(s,j){asking=0;if(s===200&&j){tries=0;show(j)}else if(s===404){drop();hang();offer([]);el('report').hidden=false;say(W.refused)}else{tries++;later(poll,Math.min(15,3+tries*2))}
if(again){again=0;later(poll,.4)}})}
function listen(){var h=read(),s;if(sock||!h||!h.id||h.over||!window.WebSocket)return;clearTimeout(back);
try{s=sock=new WebSocket(location.origin.replace(/^http/,'ws')+'/api/live')}catch(e){return}
function cut(){if(sock!==s)return;sock=null;live=0;clearTimeout(deaf);later(poll,1+2*Math.random());back=setTimeout(listen,Math.min(30,1<<Math.min(5,fails++))*(300+700*Math.random()))}
function alive(){clearTimeout(deaf);deaf=setTimeout(function(){cut();s.close()},75e3)}
s.onopen=function(){s.send(JSON.stringify({listen:[{topic:'help:'+h.id,token:h.token}]}))};
s.onmessage=function(e){var m;if(sock!==s)return;alive();try{m=JSON.parse(e.data)}catch(x){}if(!m)return;if(m.listening){live=m.listening.length;fails=0}if(live&&!m.beat)poll()};
s.onclose=cut;alive()}
function hang(){var s=sock;sock=null;live=0;clearTimeout(deaf);clearTimeout(back);if(s)s.close()}
function show(j){var k=j.kind,t=word('states',k)[j.state]||W.states[j.state]||'',m,h=read(),at=(j.place+' '+j.ownNumber).trim();
if(j.outcome==='mistaken')t=j.isTakenBack?W.takenBack:word('notTrapped',k).replace('{phone}',j.emergencyPhone);
if(j.state==='waiting')t=j.mayBeThere?W.maybeThere:word('calling',k)[j.calling]||t;
if(j.state==='on_the_way'&&j.etaAt){m=Math.ceil((j.etaAt-j.readAt)/6e4);t=m>0?word('coming',k).replace('{m}',m):word('soon',k)}
if(j.rescuer&&j.state!=='waiting'&&j.state!=='freed'&&j.state!=='closed')t=j.rescuer+W.colon+t;
var over=j.outcome!=='none'||j.freedAt||j.state==='freed'||j.state==='closed';
el('report').hidden=!over;offer(over?j.isTakenBack?[]:['still']:['details','other','freed','mistaken']);
say(t,over?'':(at===here?'':W.goingTo.replace('{p}',at)+' ')+(j.callAlso.length?W.also.replace('{n}',j.callAlso.join(W.comma)):'')+(j.arrivalCode?' '+W.arrival.replace('{c}',j.arrivalCode):''),over&&(j.isTakenBack||j.outcome!=='mistaken'));
if(over){hang();if(j.isTakenBack)drop();else if(h){h.over=h.over||+new Date;keep(h)}return}
if(h&&h.over){delete h.over;keep(h);listen()}
later(poll,live?60:Math.max(3,Math.min(30,j.askAgainSeconds||10)))}
function start(){var h=read();el('thanks').textContent='';if(!h||h.over){tries=0;keep({code:code,key:key(),at:+new Date})}el('report').hidden=true;send()}
function correct(what,more){var h=read();if(!h)return;if(!h.id){if(what==='mistaken'){lost[h.key]=1;owe(backs().concat(h.key));drop();el('report').hidden=false;undo()}return}
var b={token:h.token,what:what};for(var k in more)b[k]=more[k];
ask('POST','/api/help-calls/'+h.id+'/corrections',b,function(s,j){if(s===200&&j){el('thanks').textContent=what==='details'?W.noted:'';el('others').textContent='';return show(j)}el('thanks').textContent=said(j,j&&what==='still_trapped'?W.refused:W.notNoted)})}
function others(){var h=read(),o=el('others');if(!h||!h.id)return;
ask('GET','/api/help-calls/'+h.id+'/neighbours?token='+h.token,null,function(s,j){o.textContent='';if(s!==200||!j||!j.items.length){el('thanks').textContent=s===200?W.noOther:W.notNoted;return}
el('thanks').textContent=W.otherTitle;j.items.forEach(function(l){var b=document.createElement('button'),n=(l.place+' '+l.ownNumber).trim();b.className='plain';b.textContent=n;b.onclick=function(){if(confirm(W.sureOther.replace('{p}',n)))correct('other_lift',{liftId:l.liftId})};o.appendChild(b)})})}
el('call').addEventListener('click',start);el('report').hidden=false;el('report').addEventListener('click',start);
el('other').addEventListener('click',others);
[['mistaken','sureMistaken','mistaken'],['freed','sureFreed','freed'],['still','sureStill','still_trapped']].forEach(function(a){el(a[0]).addEventListener('click',function(){if(confirm(word(a[1])))correct(a[2])})});
el('tell').addEventListener('click',function(){var s={},n=+el('people').value,c=el('caught');if(n>0)s.people=Math.min(60,n);if(el('hurt').checked)s.isHurt=true;if(c&&c.checked)s.note=c.value;var m={situation:s},p=el('phone').value.replace(/\\s/g,'');if(p)m.phone=p;correct('details',m)});
window.addEventListener('online',function(){fails=0;if(read())send();undo()});
document.addEventListener('visibilitychange',function(){if(document.hidden)return;if(!busy()&&read())send();undo()});
if(read()){el('report').hidden=true;send()}undo()
})()`;
