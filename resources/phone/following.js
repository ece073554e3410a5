// The screen follows the room: by its stream, and by asking now and then beside it.
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
