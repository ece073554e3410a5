// What the phone keeps, by `pollkit/<event>/<item>/<round>`: each or none of
// {draft: [..], wait: {vote, answer, title}, saved: [..], receipt, got: [score, of]}.
// Receipts stay when the poll has ended, apart from the answers: `pollkit-receipts/<event>`.
const body = document.body, say = body.dataset, home = '/' + say.pin;
const at = id => document.getElementById(id);
// Whoever has the turn on a phone that goes round finds nothing of the person before.
const turn = say.event + at('told').dataset.person, prefix = 'pollkit/' + turn + '/', receiptsKey = 'pollkit-receipts/' + turn;

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
    Object.keys(store).forEach(name => { memory[name] = store.getItem(name); });
    store = null;
  }
  memory[key] = text;
}

// Without https there is no crypto.randomUUID.
function newId() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = b[6] & 15 | 64;
  b[8] = b[8] & 63 | 128;
  return Array.from(b, (n, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + (n + 256).toString(16).slice(1)).join('');
}

function keepReceipt(name, title, receipt) {
  const all = recall(receiptsKey), round = name.split('/').pop();
  all[name.slice(prefix.length)] = [round > 1 ? title + ' (' + round + ')' : title, receipt];
  keep(receiptsKey, all);
  listReceipts();
}
function listReceipts() {
  const all = Object.values(recall(receiptsKey));
  at('receipts').hidden = !all.length;
  at('receipts').querySelector('ul').replaceChildren(...all.map(([title, receipt]) => {
    const line = document.createElement('li'), code = document.createElement('code');
    code.dir = 'ltr';
    code.textContent = receipt;
    line.append(title, ' ', code);
    return line;
  }));
}
