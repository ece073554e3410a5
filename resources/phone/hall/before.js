// What the parts of the page stand on.
const body = document.body, say = body.dataset, home = '/' + say.pin;
const at = id => document.getElementById(id);
let screen = at('screen'), refused = '';
// Answers wait on the laptop, not here: the widgets' drafts live as long as the page.
const prefix = '', memory = {};
const keys = () => Object.keys(memory), recall = key => memory[key] || {}, keep = (key, record) => { memory[key] = record; };
function mend(why) {
  refused = why;
  if (at('notice')) at('notice').remove();
  tell(why, why && 'bad');
}
const changed = () => { mend(''); show(raw()); };
function tell(text, look) {
  const state = at('state');
  state.className = look || '';
  state.textContent = text;
  at('told').classList.toggle('on', !!text);
}
