// The attendee's page. Nothing here is needed to answer: without it, forms and links do the work.
let screen = at('screen'), shown = face(screen), refused = '', flying = false, tries = 0, timer = 0, typed = 0, arrowed = 0, resting = null;
document.documentElement.classList.add('js');

function changed() {
  mend('');
  draft();
  show();
}
function fill() {
  const record = recall(key()), answer = (resting || {})[key()] || record.draft || record.wait && record.wait.answer || record.saved;
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
  resting = null;
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
    // Arrow keys run through the options: send the one on which they rest, whatever is pushed.
    resting = {[key()]: raw()};
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
