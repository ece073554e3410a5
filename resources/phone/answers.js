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
  if (!count || limits.needs && !part(words, limits.needs)) return limits.empty;
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
