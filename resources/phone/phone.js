// The attendee's page. Nothing here is needed to answer: without it, forms and links do the work.
let screen = at('screen'), shown = face(screen), refused = '', flying = false, tries = 0, timer = 0, typed = 0, arrowed = 0;
document.documentElement.classList.add('js');

// What only some screens need comes with them, and is run once.
const all = (selector, where) => Array.from((where || screen).querySelectorAll(selector));
const hear = text => { if (at('heard')) at('heard').textContent = text; };
let widget = null, dressed = null;
function dress() {
  const name = screen.dataset.widget, kinds = self.pollkit || {};
  if (form()) form().noValidate = true;
  if (!name) return void (widget = dressed = null);
  if (!kinds[name]) {
    const script = document.createElement('script');
    script.textContent = screen.querySelector('script').textContent;
    document.head.append(script);
  }
  if (dressed !== name + key()) widget = self.pollkit[name]({all, at, key, keys, recall, keep, prefix, kind, part, plain, same, form, raw, set, showSpots, changed, mend, hear});
  dressed = name + key();
  widget.dress();
}
function show(words) {
  if (kind() === 'text' && at('count')) at('count').textContent = at('text').value.length + ' / ' + at('text').maxLength;
  if (widget) widget.show(words);
}
function changed() {
  mend('');
  draft();
  show();
}
// Where the own marks stand on a picture or in a square.
function showSpots(words) {
  all('.pad').forEach(pad => all('[data-part]', pad).forEach(mark => {
    const {steps, up} = pad.dataset, [x, y] = ['x', 'y'].map(side => part(words, mark.dataset.part + side));
    mark.toggleAttribute('hidden', !x || !y);
    mark.setAttribute('x', x / steps * 100 + '%');
    mark.setAttribute('y', (up ? steps - y : y) / steps * 100 + '%');
  }));
}
function fill() {
  const record = recall(key()), answer = record.draft || record.wait && record.wait.answer || record.saved;
  if (form()) put(answer);
  show(answer);
  tell();
}

// The one place that says how the own answer stands.
function tell() {
  const record = key() ? recall(key()) : {}, open = scene() === 'answer' && form();
  let text = '', look = '', more = '';
  if (refused) [text, look] = [refused, 'bad'];
  else if (record.wait) [text, look] = tries ? [say.retry, 'wait'] : [say.sending, ''];
  else if (open && record.draft && (at('board') ? part(record.draft, 'post') : !same(filled(record.draft), record.saved))) [text, look] = [say.unsent, 'wait'];
  else if ((record.saved || []).length || screen.dataset.box) {
    look = 'good';
    text = '✓ ' + say.saved;
    if (open && !at('board')) more = isOneTap() ? say.tap : say.again;
  }
  at('receipt').hidden = look !== 'good' || !record.receipt;
  at('receipt').querySelector('code').textContent = record.receipt || '';
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
  at('told').classList.toggle('on', !!at('line').textContent || scene() === 'answer' && !!told && told !== say.unsent);
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
  const answer = given(), record = recall(key()), why = complaint(answer);
  if (why) return mend(why);
  mend('');
  if (!record.wait && same(answer, record.saved)) delete record.draft;
  else if (!record.wait || !same(answer, record.wait.answer)) {
    record.wait = {vote: newId(), answer: answer, title: screen.querySelector('h1').textContent};
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
  if (told.state === 'saved') {
    record.saved = told.answer || sent.answer;
    if (told.receipt !== '') record.receipt = told.receipt || (sent.vote.slice(0, 5) + '-' + (sent.vote.slice(5, 8) + sent.vote.slice(9, 11))).toUpperCase();
    if (record.receipt) keepReceipt(name, sent.title, record.receipt);
  } else if (isNewest) {
    refused = name === key() ? told.why : say.late + ' ' + told.why;
    if (name === key() && form() && !isOneTap()) record.draft = sent.answer;
  }
  if (hasEnded && !record.wait) forget(name); else keep(name, record);
  if (told.html) apply(told.html, true);
  if (name === key()) fill(); else tell();
}

// What is shown, but for the version and the own answer.
function face(main) {
  const bare = new DOMParser().parseFromString(main.outerHTML, 'text/html').getElementById('screen');
  ['data-v', 'data-mine'].forEach(name => bare.removeAttribute(name));
  bare.querySelectorAll('.at[data-part]').forEach(mark => mark.remove());
  bare.querySelectorAll('.mine').forEach(row => row.removeAttribute('class'));
  bare.querySelectorAll('#clock').forEach(clock => clock.removeAttribute('data-seconds'));
  bare.querySelectorAll('textarea, #clock, [data-say], [data-right]').forEach(text => { text.textContent = ''; });
  bare.querySelectorAll('input, option').forEach(field => ['value', 'checked', 'selected'].forEach(name => field.removeAttribute(name)));
  return bare.outerHTML;
}
function apply(html, isOwn) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('screen');
  if (!fresh || Number(fresh.dataset.v) < Number(screen.dataset.v)) return;
  const was = screen.dataset, now = fresh.dataset, look = face(fresh);
  was.v = now.v;
  wind(fresh);
  if (look === shown) {
    if (now.mine) was.mine = now.mine;
    return own(isOwn, false);
  }
  const isSame = was.scene === now.scene && was.item === now.item && was.round === now.round;
  const focus = screen.contains(document.activeElement) && document.activeElement;
  const caret = focus && focus.selectionStart, isByHand = at('hand') && at('hand').open;
  if (isSame && widget && widget.take && widget.take(fresh)) {
    shown = look;
    if (now.mine) was.mine = now.mine;
    return own(isOwn, false);
  }
  clearTimeout(typed);
  screen.replaceWith(document.adoptNode(fresh));
  screen = fresh;
  shown = look;
  if (was.item !== now.item || was.round !== now.round) refused = '';
  dress();
  own(isOwn, true);
  if (isSame) {
    const again = focus && at(focus.id);
    if (isByHand && at('hand')) at('hand').open = true;
    if (again) again.focus();
    if (caret && again && again.setSelectionRange) again.setSelectionRange(caret, caret);
    return;
  }
  drop('notice');
  const head = screen.querySelector('h1');
  if (focus) head.focus(); else at('say').textContent = head.textContent;
  scrollTo(0, 0);
}
// The laptop's clock ends the question; this one only shows what is left.
let ends = 0, ticking = 0;
function wind(main) {
  const clock = main.querySelector('#clock');
  clearInterval(ticking);
  if (!clock) return;
  ends = Date.now() + clock.dataset.seconds * 1000;
  ticking = setInterval(tick, 1000);
  setTimeout(tick);
}
function tick() {
  const left = Math.max(0, Math.round((ends - Date.now()) / 1000)), clock = at('clock');
  if (!clock) return;
  const text = Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0');
  clock.textContent = text;
  if ([60, 30, 10].includes(left)) at('say').textContent = clock.parentNode.querySelector('.s').textContent + ' ' + text;
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
  if (!isPick(event.target) || !event.target.name.startsWith('answer')) return;
  const limits = form().dataset;
  if (kind() === 'multiple' && limits.most && plain(given()).length > limits.most) {
    event.target.checked = false;
    return mend(limits.toomany);
  }
  if (!isOneTap()) return changed();
  mend('');
  if (Date.now() - arrowed < 300) {
    // Arrow keys run through the options: send the one on which they rest.
    clearTimeout(typed);
    typed = setTimeout(cast, 1000);
    at('state').textContent = at('state').dataset.told = say.sending;
  } else cast();
});
document.addEventListener('keydown', event => {
  if (event.key.startsWith('Arrow')) arrowed = Date.now();
  if (widget && widget.key) widget.key(event);
});
document.addEventListener('click', event => {
  const target = event.target.closest('button, label, .pad');
  if (widget && target && form() && form().contains(target)) widget.tap(target, event);
});
function draft() {
  const record = recall(key());
  record.draft = raw();
  keep(key(), record);
  tell();
}
document.addEventListener('input', event => {
  const field = event.target;
  if (isPick(field) || !field.name || !field.name.startsWith('answer')) return;
  if (field.type === 'range') widget.slide(field);
  changed();
});
document.addEventListener('submit', event => {
  if (!screen.contains(event.target) || event.target.id === 'pass') return;
  event.preventDefault();
  if (event.target === form()) cast(); else post(event.target);
});
// The buttons for more time and for another question.
async function post(asked) {
  mend('');
  try {
    const reply = await ask('/' + asked.action.split('/').pop(), {
      method: 'POST',
      headers: {Accept: 'application/json'},
      body: new URLSearchParams(new FormData(asked))
    });
    if ((reply.headers.get('content-type') || '').includes('json')) {
      const told = await reply.json();
      if (told.html) apply(told.html, true);
      if (told.why) mend(told.why);
    } else await fetchNow();
  } catch (e) {
    reached(false);
  }
}
at('again').addEventListener('click', async event => {
  event.preventDefault();
  line('');
  if (await fetchNow()) line(say.fresh);
  else if (isOdd) location.assign(home);
  else line(say.lost);
});
at('burn').addEventListener('click', () => {
  forget(receiptsKey);
  listReceipts();
  at('again').focus();
});
addEventListener('online', wake);
addEventListener('pageshow', event => { if (event.persisted) wake(); });
document.addEventListener('visibilitychange', wake);

keys().filter(name => !name.startsWith(prefix)).forEach(forget);
if (scene() === 'answer' && !screen.dataset.mine && !screen.dataset.box) {
  const record = recall(key());
  delete record.saved;
  delete record.receipt;
  keep(key(), record);
}
wind(screen);
dress();
listReceipts();
own(true, true);
if (!hasEnded) {
  listen();
  flush();
  poll = setTimeout(look, 15000 + Math.random() * 5000);
}
