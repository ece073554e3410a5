// An answer as it travels is a list of words; a field `answer.part` makes the word "part=value".
const same = (a, b) => JSON.stringify([...a || []].sort()) === JSON.stringify([...b || []].sort());
const scene = () => screen.dataset.scene;
const kind = () => screen.dataset.kind;
const key = () => screen.dataset.item ? prefix + screen.dataset.item + '/' + screen.dataset.round : '';
const form = () => screen.querySelector('#vote');
const isOneTap = () => !!form() && !!form().dataset.tap;
const fields = () => Array.from(form().elements).filter(field => field.name.startsWith('answer'));
const isPick = field => field.type === 'radio' || field.type === 'checkbox';
const plain = words => words.filter(word => !word.startsWith('~sure='));
function part(words, name) {
  const found = words.find(word => word.startsWith(name + '='));
  return found ? found.slice(name.length + 1) : '';
}

// As it stands in the fields, empty ones included.
function raw() {
  return fields().filter(field => !field.dataset.unset && (!isPick(field) || field.checked))
    .map(field => field.name === 'answer' ? field.value : field.value && field.name.slice(7) + '=' + field.value);
}
const filled = words => words.filter(word => word.trim() && !(kind() === 'points' && word.endsWith('=0')));
const given = () => filled(raw());

function put(words) {
  let place = 0;
  fields().forEach(field => {
    const isPart = field.name !== 'answer', value = isPart && part(words || [], field.name.slice(7));
    if (isPick(field)) field.checked = isPart ? !!value && value === field.value : !!words && words.includes(field.value);
    else if (words) set(field, isPart ? value : plain(words)[place++] || '');
  });
}
// A slider has always a value: `unset` says that it means nothing yet.
function set(field, value) {
  if (field.type === 'range') {
    if (value === '') field.dataset.unset = 1; else delete field.dataset.unset;
    if (value === '') value = field.max / 2;
  }
  if (field.value !== String(value)) field.value = value;
}

// Why it cannot be sent like this. The laptop has the last word; without it, the phone must know.
function complaint(words) {
  const limits = form().dataset, count = plain(words).length;
  if (limits.total) {
    const sum = given().filter(word => !word.startsWith('~')).reduce((sum, word) => sum + Number(word.split('=').pop()), 0);
    return sum === Number(limits.total) ? '' : limits.wrong.replace('{given}', sum);
  }
  if (!count) return limits.empty;
  if (limits.most && count > limits.most) return limits.toomany;
  if (limits.least && count < limits.least) return limits.toofew;
  if (kind() === 'number') {
    const number = numberIn(plain(words)[0]);
    if (isNaN(number)) return limits.empty;
    if (limits.low && number < limits.low) return limits.toolow;
    if (limits.high && number > limits.high) return limits.toohigh;
  }
  return '';
}
function numberIn(text) {
  const bare = text.replace(/\s/g, '').replace('٫', '.').replace('−', '-')
    .replace(/[٠-٩۰-۹]/g, digit => digit.charCodeAt(0) & 15);
  return Number(bare.includes('.') ? bare : bare.replace(',', '.'));
}

// The own answer beside a result, and whether it was right.
function markOwn(words) {
  screen.querySelectorAll('[data-code]').forEach(row => {
    const code = row.dataset.code, own = row.querySelector('em'), mould = own.dataset.say;
    let value = mould ? part(words, code) : words.includes(code);
    if (kind() === 'grid' && part(words, code + '.x')) value = '\u2066' + part(words, code + '.x') + ' / ' + part(words, code + '.y') + '\u2069';
    row.classList.toggle('mine', !!value);
    if (mould) own.textContent = value ? mould.replace('{n}', value) : '';
  });
  screen.querySelectorAll('p[data-say]').forEach(line => {
    let value = line.dataset.part ? part(words, line.dataset.part) : plain(words).join(' · ');
    if (line.dataset.words) value = JSON.parse(line.dataset.words)[value];
    line.textContent = value ? line.dataset.say.replace('{n}', () => value) : '';
  });
  if (at('verdict')) judge(words, at('verdict').dataset);
}
function judge(words, quiz) {
  const isRight = same(plain(words), JSON.parse(quiz.right)), score = Number(quiz.score), record = recall(key());
  let said = isRight ? quiz.yes : quiz.no;
  if (score) {
    record.got = [isRight ? score : 0, score];
    keep(key(), record);
    const all = keys().filter(name => name.startsWith(prefix)).map(name => recall(name).got).filter(got => got);
    const sum = place => all.reduce((sum, got) => sum + got[place], 0);
    if (all.length > 1) said += ' ' + quiz.total.replace('{n}', sum(0)).replace('{m}', sum(1));
  }
  at('verdict').textContent = said;
}
