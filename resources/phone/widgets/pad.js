// Things placed in a square, and a pin on a picture: tapped, moved with the arrow keys, or set with
// two sliders, which hold the place.
(self.pollkit = self.pollkit || {}).pad = ({all, at, form, raw, set, showSpots, changed, hear}) => {
  const arrows = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
  const sides = name => ['x', 'y'].map(side => form().elements['answer.' + name + side]);
  const names = () => all('#pad [data-part]').map(mark => mark.dataset.part);
  const isPlaced = name => !sides(name)[0].dataset.unset;
  let active;

  function place(x, y) {
    const steps = at('pad').dataset.steps, within = n => Math.round(Math.max(0, Math.min(steps, n)));
    sides(active).forEach((side, n) => set(side, within(n ? y : x)));
    changed();
    const chip = all('.chips [aria-pressed=true]')[0];
    hear((chip ? chip.textContent.trim() + ': ' : '') + sides(active).map(side => side.value).join(' / '));
  }

  return {
    dress() {
      at('hand').open = false;
      all('.hand input').forEach(field => {
        const value = field.value;
        field.type = 'range';
        set(field, value);
      });
    },
    show() {
      if (!names().includes(active)) active = names().find(name => !isPlaced(name)) || names()[0];
      showSpots(raw());
      all('.chips button').forEach(chip => {
        chip.setAttribute('aria-pressed', chip.dataset.for === active);
        chip.classList.toggle('set', isPlaced(chip.dataset.for));
      });
      all('.hand input').forEach(field => field.setAttribute('aria-valuetext', field.dataset.unset ? form().dataset.unset : field.value));
      all('[data-out]').forEach(button => { button.hidden = !isPlaced(button.dataset.out); });
    },
    tap(target, event) {
      const {out} = target.dataset, chosen = target.dataset.for;
      if (chosen) active = chosen;
      if (out) {
        active = out;
        sides(out).forEach(side => set(side, ''));
        changed();
        at('o' + target.id.slice(1, -1) + 'x').focus();
      }
      if (target.id === 'pad') {
        const box = target.getBoundingClientRect(), steps = target.dataset.steps, isNew = !isPlaced(active);
        const x = (event.clientX - box.left - target.clientLeft) / target.clientWidth * steps;
        const y = (event.clientY - box.top - target.clientTop) / target.clientHeight * steps;
        place(x, target.dataset.up ? steps - y : y);
        const next = names().find(name => !isPlaced(name));
        if (isNew && next) active = next;
      }
      this.show();
    },
    key(event) {
      const arrow = arrows[event.key], {steps, up} = at('pad').dataset, by = steps / (event.shiftKey ? 10 : 50);
      if (event.target.id !== 'pad' || !arrow) return;
      event.preventDefault();
      const isMoved = isPlaced(active) ? by : 0, [x, y] = sides(active).map(side => Number(side.value));
      place(x + arrow[0] * isMoved, y + arrow[1] * isMoved * (up ? -1 : 1));
    },
    slide(field) {
      sides(field.name.slice(7, -1)).forEach(side => { delete side.dataset.unset; });
    }
  };
};
