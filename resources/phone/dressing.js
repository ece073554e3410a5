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
// Where the own marks stand on a picture or in a square.
function showSpots(words) {
  all('.pad').forEach(pad => all('[data-part]', pad).forEach(mark => {
    const {steps, up} = pad.dataset, [x, y] = ['x', 'y'].map(side => part(words, mark.dataset.part + side));
    mark.toggleAttribute('hidden', !x || !y);
    mark.setAttribute('x', x / steps * 100 + '%');
    mark.setAttribute('y', (up ? steps - y : y) / steps * 100 + '%');
  }));
}
