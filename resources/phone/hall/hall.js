// A phone in a hall: every message goes sealed, and is sent again until it has an answer.
document.documentElement.classList.add('js');
const store = (() => {
  try {
    localStorage.setItem('pollkit?', '');
    localStorage.removeItem('pollkit?');
    return localStorage;
  } catch (e) {
    return null;
  }
})();
const place = 'pollkit-hall/' + say.hall;
const code = bytes => btoa(String.fromCharCode(...bytes));
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const read = () => { try { return JSON.parse(store.getItem(place)); } catch (e) { return null; } };
const write = () => { try { store.setItem(place, JSON.stringify(own)); } catch (e) { /* It lives as long as the page. */ } };

// The hall's key is in the fragment of the code that was scanned, and never comes over the network.
const shownKey = location.hash.slice(1), kept = read();
let own = kept && (!shownKey || kept.hall === shownKey) ? kept : null, box, flying = false, tries = 0, began = Date.now();

function begin() {
  if (!self.nacl) return stop(say.nolibrary);
  if (!own && shownKey.length !== 43) return stop(say.nokey);
  if (!own) {
    own = {hall: shownKey, secret: code(nacl.box.keyPair().secretKey), n: 0};
    write();
  }
  box = nacl.box.before(bytes(own.hall), bytes(own.secret));
  // What had no answer when the page was closed goes first.
  send(own.wait || {do: 'hello', language: navigator.language});
}
function stop(words) {
  const line = document.createElement('h1');
  line.textContent = words;
  screen.replaceChildren(line);
}

// Padded to whole kilobytes: the length tells nothing of an answer.
function seal(message) {
  const words = new TextEncoder().encode(JSON.stringify(message)), size = Math.ceil((words.length + 1) / 1024) * 1024;
  const padded = new Uint8Array(size), nonce = nacl.randomBytes(24);
  padded.set(words);
  padded[words.length] = 128;
  const sealed = nacl.box.after(padded, nonce, box), key = nacl.box.keyPair.fromSecretKey(bytes(own.secret)).publicKey;
  const sent = new Uint8Array(56 + sealed.length);
  sent.set(key);
  sent.set(nonce, 32);
  sent.set(sealed, 56);
  return sent;
}
function open(sealed) {
  const padded = nacl.box.open.after(sealed.slice(24), sealed.slice(0, 24), box);
  return padded && JSON.parse(new TextDecoder().decode(padded.slice(0, padded.lastIndexOf(128))));
}

function send(message) {
  if (flying) return;
  flying = true;
  tries = 0;
  if (own.wait !== message) message.n = ++own.n;
  own.wait = message;
  write();
  tell(say.sending, '');
  attempt();
}
async function attempt() {
  const late = new AbortController(), timer = setTimeout(() => late.abort(), 10000);
  try {
    const reply = await fetch(home + '/sealed', {method: 'POST', headers: {'Content-Type': 'application/octet-stream'}, body: seal(own.wait), cache: 'no-store', signal: late.signal});
    if (reply.status === 410 || reply.status === 404 || reply.status === 400) return over(say.gone);
    if (!reply.ok) throw new Error(reply.status);
    const told = open(new Uint8Array(await reply.arrayBuffer()));
    if (!told) throw new Error('not ours');
    flying = false;
    if (told.state === 'full') return over(say.full);
    own.n = Math.max(own.n, told.n);
    delete own.wait;
    write();
    tell('', '');
    apply(told.html);
  } catch (e) {
    tries++;
    tell(tries > 2 ? say.lost : say.retry, 'wait');
    setTimeout(attempt, Math.min(15000, 500 * 2 ** tries) * (0.75 + Math.random() / 2));
  } finally {
    clearTimeout(timer);
  }
}
function over(words) {
  flying = false;
  tell('', '');
  if (store) store.removeItem(place);
  stop(words);
}

function apply(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('screen');
  screen.replaceWith(fresh);
  screen = fresh;
  document.documentElement.lang = fresh.lang;
  document.documentElement.dir = fresh.dir;
  refused = '';
  began = Date.now();
  dress();
  if (form()) show(JSON.parse(screen.dataset.mine || '[]'));
  // Nothing of this person is left for whoever has the phone next.
  if (['thanks', 'refused'].includes(screen.dataset.stage) && store) store.removeItem(place);
  scrollTo(0, 0);
  const head = screen.querySelector('h1');
  if (head) head.focus({preventScroll: true});
  at('say').textContent = head ? head.textContent : '';
}

// A clock without its zone is no moment.
function zoned(text) {
  const off = -new Date(text).getTimezoneOffset(), two = n => String(Math.floor(Math.abs(n))).padStart(2, '0');
  return text && text + (off < 0 ? '-' : '+') + two(off / 60) + ':' + two(off % 60);
}
let pressed = null;
document.addEventListener('submit', event => {
  const asked = event.target, does = asked.dataset.do;
  if (!does) return;
  event.preventDefault();
  if (flying) return;
  const message = {do: does};
  if (does === 'over') return void location.reload();
  if (does === 'answer') {
    let words = given();
    const why = complaint(words);
    if (why) return mend(why);
    if (kind() === 'moment') words = words.map(zoned);
    Object.assign(message, {at: screen.dataset.at, words: words, ms: Date.now() - began});
  }
  new FormData(asked).forEach((value, name) => { if (!name.startsWith('answer')) message[name] = value; });
  // Not every browser tells the form's data which button was pressed.
  if (pressed && pressed.form === asked && pressed.name) message[pressed.name] = pressed.value;
  if (does === 'consent') message.yes = !!message.yes;
  send(message);
});
document.addEventListener('keydown', event => { if (widget && widget.key) widget.key(event); });
document.addEventListener('click', event => {
  const target = event.target.closest('button, label, .pad');
  pressed = event.target.closest('button');
  if (widget && target && form() && form().contains(target)) widget.tap(target, event);
});
document.addEventListener('input', event => {
  const field = event.target;
  if (!field.name || !field.name.startsWith('answer')) return;
  if (field.type === 'range' && widget) widget.slide(field);
  changed();
});
addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
begin();
