// The attendee's page. Nothing here is needed to answer: without it, the form and links do the work.
// What is kept on the phone, by `pollkit/<event>/<item>/<round>`:
// {draft: [..], wait: {vote, answer}, saved: [..]}, each or none.
(function () {
'use strict';
const body = document.body, say = body.dataset, home = '/' + say.pin;
const prefix = 'pollkit/' + say.event + '/';
const at = id => document.getElementById(id);
let screen = at('screen'), shown = face(screen), refused = '', flying = false, tries = 0, timer = 0, typed = 0, arrowed = 0;
document.documentElement.classList.add('js');

// A private window may forbid the storage: then the answers live as long as the page.
const memory = {};
let store;
try {
  store = localStorage;
  store.setItem('pollkit?', '');
  store.removeItem('pollkit?');
} catch (e) {
  store = null;
}
function keys() {
  return Object.keys(store || memory).filter(key => key.startsWith('pollkit/'));
}
function recall(key) {
  try {
    return JSON.parse((store ? store.getItem(key) : memory[key]) || '{}');
  } catch (e) {
    return {};
  }
}
function forget(key) {
  if (store) store.removeItem(key); else delete memory[key];
}
function keep(key, record) {
  const text = JSON.stringify(record);
  try {
    if (store) return void store.setItem(key, text);
  } catch (e) {
    // Full: from here on the page remembers by itself.
    keys().forEach(name => { memory[name] = store.getItem(name); });
    store = null;
  }
  memory[key] = text;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const scene = () => screen.dataset.scene;
const key = () => screen.dataset.item ? prefix + screen.dataset.item + '/' + screen.dataset.round : '';
const form = () => screen.querySelector('form');
const isText = () => screen.dataset.kind === 'text';
const isOneTap = () => screen.dataset.kind === 'single' || screen.dataset.kind === 'scale';
function given() {
  if (isText()) return at('text').value.trim() ? [at('text').value] : [];
  return Array.from(form().querySelectorAll('[name=answer]:checked'), box => box.value);
}

// Without https there is no crypto.randomUUID.
function newId() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = b[6] & 15 | 64;
  b[8] = b[8] & 63 | 128;
  return Array.from(b, (n, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + (n + 256).toString(16).slice(1)).join('');
}

function fill() {
  const record = recall(key());
  const answer = record.draft || record.wait && record.wait.answer || record.saved;
  if (form() && isText()) {
    if (answer && at('text').value !== answer[0]) at('text').value = answer[0] || '';
    count();
  } else if (form()) {
    form().querySelectorAll('[name=answer]').forEach(box => { box.checked = !!answer && answer.includes(box.value); });
  } else if (answer) {
    screen.querySelectorAll('[data-code]').forEach(row => row.classList.toggle('mine', answer.includes(row.dataset.code)));
  }
  tell();
}
function count() {
  at('count').textContent = at('text').value.length + ' / ' + at('text').maxLength;
}

// The one place that says how the own answer stands.
function tell() {
  const record = key() ? recall(key()) : {}, open = scene() === 'answer' && form();
  let text = '', look = '', more = '';
  if (refused) [text, look] = [refused, 'bad'];
  else if (record.wait) [text, look] = tries ? [say.retry, 'wait'] : [say.sending, ''];
  else if (open && record.draft && !same(record.draft, record.saved || [])) [text, look] = [say.unsent, 'wait'];
  else if (record.saved || screen.dataset.box) {
    look = 'good';
    text = '✓ ' + say.saved;
    if (open) more = isOneTap() ? say.tap : say.again;
  }
  const state = at('state');
  state.className = look;
  if (state.dataset.told === text + more) return;
  state.dataset.told = text + more;
  state.textContent = text;
  if (more) {
    state.append(' ', document.createElement('span'));
    state.lastChild.textContent = more;
  }
  stick();
}
// What there is to say stays in sight, but never lies over the button that it speaks of.
function stick() {
  const told = at('state').textContent;
  at('told').classList.toggle('on', !!at('line').textContent || !!told && told !== say.unsent);
}
function drop(id) {
  const element = at(id);
  if (element) element.remove();
}

function mend(why) {
  refused = why;
  drop('notice');
  tell();
}

function cast() {
  clearTimeout(typed);
  if (!form()) return;
  const answer = given(), record = recall(key());
  if (!answer.length) return mend(form().dataset.empty);
  mend('');
  if (!record.wait && same(answer, record.saved)) delete record.draft;
  else if (!record.wait || !same(answer, record.wait.answer)) {
    record.wait = {vote: newId(), answer: answer};
    delete record.draft;
  }
  keep(key(), record);
  tries = 0;
  tell();
  flush();
}

async function ask(path, options) {
  const stop = new AbortController(), late = setTimeout(() => stop.abort(), 8000);
  try {
    return await fetch(home + path, Object.assign({cache: 'no-store', signal: stop.signal}, options));
  } finally {
    clearTimeout(late);
  }
}

// Sends what waits, one after the other, so that a newer answer can never be overtaken by an older.
async function flush() {
  if (flying) return;
  flying = true;
  clearTimeout(timer);
  try {
    let next;
    while ((next = waiting())) await send(next);
    tries = 0;
  } catch (e) {
    tries++;
    timer = setTimeout(flush, Math.min(15000, 500 * 2 ** tries) * (0.75 + Math.random() / 2));
    tell();
  }
  flying = false;
}
// The question on the screen goes first: an older answer that finds no ear must not hold it up.
function waiting() {
  return [key()].concat(keys()).find(name => name.startsWith(prefix) && recall(name).wait);
}
async function send(name) {
  const sent = recall(name).wait, parts = name.slice(prefix.length).split('/'), round = parts.pop();
  const reply = await ask('/vote', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({vote: sent.vote, item: parts.join('/'), round: Number(round), answer: sent.answer})
  });
  const told = await reply.json();
  // The laptop does not know this phone, or no longer: to look is to come in.
  if (told.state === 'out') await fetchNow();
  if (told.state !== 'saved' && told.state !== 'refused') throw new Error(reply.status);
  reached(true);
  const record = recall(name), isNewest = record.wait && record.wait.vote === sent.vote;
  if (isNewest) delete record.wait;
  if (told.state === 'saved') record.saved = told.answer || sent.answer;
  else if (isNewest) {
    refused = name === key() ? told.why : say.late + ' ' + told.why;
    if (name === key() && isText()) record.draft = sent.answer;
  }
  if (hasEnded && !record.wait) forget(name); else keep(name, record);
  if (told.html) apply(told.html, true);
  if (name === key()) fill(); else tell();
}

// What is shown, but for the version and the own answer.
function face(main) {
  return main.outerHTML.replace(/ data-(v|mine)="[^"]*"| checked="[^"]*"| class="mine"/g, '')
    .replace(/(<textarea[^>]*>)[^]*<\/textarea>/, '$1');
}
function apply(html, isOwn) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('screen');
  if (!fresh || Number(fresh.dataset.v) < Number(screen.dataset.v)) return;
  const was = screen.dataset, now = fresh.dataset, look = face(fresh);
  was.v = now.v;
  if (look === shown) {
    if (now.mine) was.mine = now.mine;
    return own(isOwn, false);
  }
  const isSame = was.scene === now.scene && was.item === now.item && was.round === now.round;
  const focus = screen.contains(document.activeElement) && document.activeElement;
  const caret = focus && focus.id === 'text' ? focus.selectionStart : 0;
  clearTimeout(typed);
  screen.replaceWith(document.adoptNode(fresh));
  screen = fresh;
  shown = look;
  if (was.item !== now.item || was.round !== now.round) refused = '';
  own(isOwn, true);
  if (isSame) {
    const again = focus && at(focus.id);
    if (again) again.focus();
    if (caret && again) again.setSelectionRange(caret, caret);
    return;
  }
  drop('notice');
  const head = screen.querySelector('h1');
  if (focus) head.focus(); else at('say').textContent = head.textContent;
  scrollTo(0, 0);
}
// What the laptop says of the own answer wins over what the phone remembers.
function own(isOwn, isNew) {
  const record = key() ? recall(key()) : {};
  if (screen.dataset.mine) {
    record.saved = JSON.parse(screen.dataset.mine);
    keep(key(), record);
  } else if (scene() === 'answer' && record.saved && !isOwn && isNew) {
    // Asked again: only the laptop knows whether this answer can still be changed.
    setTimeout(fetchNow, Math.random() * 1500);
  }
  if (scene() === 'end') {
    stop();
    keys().filter(name => !recall(name).wait).forEach(forget);
  }
  fill();
}

let stream = null, isReached = true, poll = 0, hasEnded = false, isOdd = false, away = 0;
function reached(isTrue) {
  if (isTrue === isReached) return;
  isReached = isTrue;
  line(isTrue ? say.back : say.lost);
}
function line(text) {
  at('line').textContent = text;
  stick();
}
async function fetchNow() {
  let isThere = false;
  try {
    const reply = await ask('/now');
    isOdd = !reply.ok;
    if (reply.ok) {
      const told = await reply.json();
      // The stream had its chance: it has gone silent without saying so, as iOS does.
      if (told.v > Number(screen.dataset.v) && isReached) listen();
      apply(told.html, true);
      isThere = true;
    }
  } catch (e) {
    isOdd = false;
  }
  reached(isThere);
  return isThere;
}
function listen() {
  if (stream) stream.close();
  if (hasEnded) return;
  stream = new EventSource(home + '/stream');
  stream.onopen = () => reached(true);
  stream.onmessage = event => {
    reached(true);
    apply(JSON.parse(event.data).html, false);
    if (waiting()) flush();
  };
  stream.onerror = () => {
    clearTimeout(poll);
    poll = setTimeout(look, 1000 + Math.random() * 1000);
  };
}
// The slow question beside the push: a phone must not depend on having heard one message.
async function look() {
  clearTimeout(poll);
  if (hasEnded) return;
  if (!document.hidden) {
    await fetchNow();
    if (isReached && (!stream || stream.readyState === 2)) listen();
  }
  clearTimeout(poll);
  if (!hasEnded) poll = setTimeout(look, isReached ? 15000 + Math.random() * 5000 : 3000 + Math.random() * 2000);
}
function stop() {
  hasEnded = true;
  clearTimeout(poll);
  if (stream) stream.close();
}
function wake() {
  if (document.hidden) {
    away = Date.now();
    return;
  }
  // A locked phone closes its sockets, iOS without a word.
  if (away && Date.now() - away > 15000) listen();
  away = 0;
  tries = Math.min(tries, 1);
  flush();
  look();
}

document.addEventListener('change', event => {
  if (event.target.name !== 'answer' || isText()) return;
  const most = Number(form().dataset.most);
  if (most && given().length > most) {
    event.target.checked = false;
    return mend(form().dataset.toomany);
  }
  mend('');
  if (!isOneTap()) draft();
  else if (Date.now() - arrowed < 300) {
    // Arrow keys run through the options: send the one on which they rest.
    clearTimeout(typed);
    typed = setTimeout(cast, 1000);
    at('state').textContent = at('state').dataset.told = say.sending;
  } else cast();
});
document.addEventListener('keydown', event => {
  if (event.key.startsWith('Arrow')) arrowed = Date.now();
});
function draft() {
  const record = recall(key());
  record.draft = given();
  keep(key(), record);
  tell();
}
document.addEventListener('input', event => {
  if (event.target.id !== 'text') return;
  mend('');
  count();
  draft();
});
document.addEventListener('submit', event => {
  if (event.target !== form()) return;
  event.preventDefault();
  cast();
});
at('again').addEventListener('click', async event => {
  event.preventDefault();
  line('');
  if (await fetchNow()) line(say.fresh);
  else if (isOdd) location.assign(home);
  else line(say.lost);
});
addEventListener('online', wake);
addEventListener('pageshow', event => { if (event.persisted) wake(); });
document.addEventListener('visibilitychange', wake);

keys().filter(name => !name.startsWith(prefix)).forEach(forget);
if (scene() === 'answer' && !screen.dataset.mine && !screen.dataset.box) {
  const record = recall(key());
  delete record.saved;
  keep(key(), record);
}
own(true, true);
if (!hasEnded) {
  listen();
  flush();
  poll = setTimeout(look, 15000 + Math.random() * 5000);
}
})();
