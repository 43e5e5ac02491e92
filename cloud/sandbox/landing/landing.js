// The surroundings of each simulated phone: what its sensors would see. The app inside asks by postMessage.
const json = async (path) => (await fetch(path)).json();
const [people, codes, pictures] = await Promise.all(
  ['/sandbox/people', '/sandbox/codes', '/sandbox/pictures'].map(json),
);
const $ = (parent, html) => {
  const holder = document.createElement('template');
  holder.innerHTML = html.trim();
  const made = holder.content.firstElementChild;
  parent.append(made);
  return made;
};
const escaped = (text) => String(text ?? '').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const wheres = { dd: '钉钉应用', weapp: '微信小程序', console: '监管工作台' };
const passenger = {
  key: '',
  name: '乘客',
  role: '公众',
  organisation: '不登录',
  target: 'weapp',
  tells: '扫电梯上的码，看谁在维保、记录是否可信',
  face: null,
};

const units = [];
const board = document.getElementById('people');
for (const person of [passenger, ...people]) {
  const button = $(
    board,
    `<button class="person" data-person="${escaped(person.key || 'passenger')}"><b>${escaped(person.name)}</b>
     <span>${escaped(person.role)} · ${escaped(person.organisation)}</span><span>${escaped(person.tells)}</span>
     <div class="where">打开${wheres[person.target]}</div></button>`,
  );
  button.addEventListener('click', () => open(person));
}

function open(person) {
  if (person.target === 'console') {
    window.open(`/console/?person=${person.key}`, '_blank');
    return;
  }
  const standing = units.find((unit) => unit.person.key === person.key);
  if (standing) {
    standing.box.scrollIntoView({ behavior: 'smooth' });
    return;
  }
  const unit = makeUnit(person);
  units.push(unit);
  unit.box.scrollIntoView({ behavior: 'smooth' });
}

const options = codes
  .map((code, index) => `<option value="${index}">${escaped(code.label)}</option>`)
  .join('');

/** A passenger's first page is what the code in the car opens; everybody else has work. */
const homeOf = (person) =>
  person.key === '' ? `#/pages/lift/index?token=${codes[0]?.token ?? ''}` : '#/pages/home/index';

function makeUnit(person) {
  const start = homeOf(person);
  const address = `/app/${person.target}/?person=${person.key}${start}`;
  const box = $(
    document.getElementById('phones'),
    `<div class="unit"><div class="frame"><iframe title="${escaped(person.name)}的手机" src="${address}"></iframe></div><div class="panel"></div></div>`,
  );
  const unit = {
    person,
    box,
    frame: box.querySelector('iframe'),
    lift: 0,
    place: 'at',
    picture: '',
    scene: 0,
    ahead: 0,
    online: true,
  };
  drawPanel(unit, box.querySelector('.panel'));
  return unit;
}

function drawPanel(unit, panel) {
  const { person } = unit;
  panel.innerHTML = `<h3>${escaped(person.name)}的手机</h3><div class="note">${escaped(person.role)}</div>
    <fieldset><legend>面前的电梯码</legend><select data-set="lift">${options}<option value="-1">一张无关的码</option></select></fieldset>
    <fieldset><legend>所在位置</legend><select data-set="place">
      <option value="at">在这台电梯旁</option><option value="near">150 米外</option><option value="far">500 米外</option>
      <option value="weak">地下室（精度 400 米）</option><option value="mock">开着模拟定位软件</option><option value="denied">没有允许定位</option></select></fieldset>
    <fieldset><legend>镜头前的画面</legend><div class="pictures"></div></fieldset>
    <fieldset><legend>手机时钟</legend><label>快 <input type="number" data-set="ahead" value="0" step="10"> 秒</label></fieldset>
    <fieldset><legend>网络</legend><label><input type="checkbox" data-set="online" checked> 有信号</label></fieldset>
    ${person.key ? '<fieldset><legend>聊天（钉钉/微信里的卡片）</legend><div class="chat"></div></fieldset>' : ''}
    <div class="row"><button class="act" data-do="home">回首页</button><button class="act" data-do="close">收起</button></div>`;
  panel.addEventListener('change', (event) => change(unit, event.target));
  panel.addEventListener('click', (event) => act(unit, event.target));
  drawPictures(unit, panel.querySelector('.pictures'));
  if (person.key) keepChat(unit, panel.querySelector('.chat'));
}

function drawPictures(unit, shelf) {
  const own = unit.person.face === null ? '' : String(unit.person.face + 1).padStart(2, '0');
  const shown = [
    { name: '', label: '自动换场景', kind: 'auto' },
    ...pictures.filter((picture) => picture.kind === 'scene' || picture.name.startsWith(`${own}--`)),
  ];
  for (const picture of shown) {
    const image = picture.name
      ? `<img alt="" loading="lazy" src="/sandbox/pictures/${picture.name}">`
      : '<img alt="" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">';
    const button = $(
      shelf,
      `<button type="button" title="${escaped(picture.label)}" data-picture="${picture.name}" aria-pressed="${picture.name === ''}">${image}<small>${escaped(picture.label)}</small></button>`,
    );
    button.addEventListener('click', () => {
      unit.picture = picture.name;
      for (const other of shelf.children) other.setAttribute('aria-pressed', String(other === button));
    });
  }
}

function change(unit, field) {
  const name = field.dataset.set;
  if (name === 'lift') unit.lift = Number(field.value);
  if (name === 'place') unit.place = field.value;
  if (name === 'ahead') {
    unit.ahead = Number(field.value) * 1000;
    tell(unit, 'clock', unit.ahead);
  }
  if (name === 'online') {
    unit.online = field.checked;
    tell(unit, 'network', unit.online);
  }
}

function act(unit, button) {
  const what = button.dataset?.do;
  if (what === 'home') unit.frame.contentWindow.location.hash = homeOf(unit.person);
  if (what === 'close') {
    unit.box.remove();
    clearInterval(unit.timer);
    units.splice(units.indexOf(unit), 1);
  }
  if (button.dataset?.page) unit.frame.contentWindow.location.hash = `#/${button.dataset.page}`;
}

function tell(unit, what, value) {
  unit.frame.contentWindow.postMessage({ type: 'lifttrust-phone/changed', what, value }, location.origin);
}

function keepChat(unit, box) {
  let drawn = '';
  const refresh = async () => {
    const cards = await json(`/sandbox/chat/${unit.person.key}`).catch(() => []);
    const text = JSON.stringify(cards);
    if (text === drawn) return;
    drawn = text;
    box.innerHTML =
      cards.length === 0 ? '<div class="note">还没有消息。</div>' : cards.map(drawCard).join('');
  };
  refresh();
  unit.timer = setInterval(refresh, 3000);
}

function drawCard(card) {
  const facts = card.facts
    .map((fact) => `<dt>${escaped(fact.label)}</dt><dd>${escaped(fact.value)}</dd>`)
    .join('');
  const page = card.page ? `<button class="act" data-page="${escaped(card.page)}">查看</button>` : '';
  const foot = card.outcome ? `<span class="done">✓ ${escaped(card.outcome)}</span>` : '';
  return `<div class="cardlet" data-card="${card.id}"><b>${escaped(card.title)}</b><div>${escaped(card.text)}</div><dl>${facts}</dl><div class="row">${foot}${page}</div></div>`;
}

const metre = 1 / 111_320;
/** No two phones stand on the same spot: a few metres of scatter, different for each and every time. */
const scatter = () => (Math.random() - 0.5) * 12 * metre;

function position(unit) {
  const lift = codes[unit.lift] ?? codes[0];
  const away = { at: 0, near: 150, far: 500, weak: 60, mock: 0 }[unit.place] ?? 0;
  return {
    lng: (lift?.lng ?? 118.58) + scatter(),
    lat: (lift?.lat ?? 24.9) + away * metre + scatter(),
    crs: 'GCJ02',
    accuracyMetres: unit.place === 'weak' ? 400 : 15 + Math.round(Math.random() * 20),
    isMock: unit.place === 'mock',
  };
}

const scenes = pictures.filter((picture) => picture.kind === 'scene');
async function photo(unit) {
  unit.scene += 1;
  const name = unit.picture || scenes[unit.scene % scenes.length]?.name;
  const blob = await (await fetch(`/sandbox/pictures/${name}?${Date.now()}`)).blob();
  return new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });
}

const sensors = {
  position: (unit) => (unit.place === 'denied' ? Promise.reject(new Error('denied')) : position(unit)),
  photo,
  scan: (unit) =>
    unit.lift < 0 ? 'https://example.com/some-other-code' : `${location.origin}/l/${codes[unit.lift]?.token}`,
  'sign-in': (unit) => unit.person.key || 'passenger',
  clock: (unit) => unit.ahead,
  network: (unit) => unit.online,
  call: (_unit, question) => window.alert(`电话正在拨打 ${question.number}（模拟手机，没有真的打出）`),
};

window.addEventListener('message', async ({ source, origin, data }) => {
  const unit = units.find((candidate) => candidate.frame.contentWindow === source);
  if (origin !== location.origin || data?.type !== 'lifttrust-phone/ask' || !unit) return;
  const answer = { type: 'lifttrust-phone/answer', id: data.id };
  try {
    source.postMessage({ ...answer, ok: true, value: await sensors[data.what](unit, data) }, origin);
  } catch (problem) {
    source.postMessage(
      { ...answer, ok: false, reason: problem?.message === 'denied' ? 'denied' : 'failed' },
      origin,
    );
  }
});
