// Options that are put in order: a tap appends one, arrows move it. The selects hold the places.
(self.pollkit = self.pollkit || {}).ranking = ({all, form, changed, mend, hear}) => {
  const seat = row => Number(row.querySelector('select').value);
  const order = () => all('.ranks li').filter(seat).sort((a, b) => seat(a) - seat(b));
  const placed = row => form().dataset.placed.replace('{n}', seat(row)).replace('{option}', () => row.dataset.name);
  const rest = () => all('.ranks li').filter(row => !seat(row)).sort((a, b) => a.dataset.at - b.dataset.at);

  function move(row, by) {
    const rows = order(), limits = form().dataset, place = rows.indexOf(row);
    if (by && (place < 0 || !rows[place + by])) return;
    if (by) rows.splice(place + by, 0, rows.splice(place, 1)[0]);
    else if (place >= 0) rows.splice(place, 1);
    else if (limits.most && rows.length >= limits.most) return mend(limits.toomany);
    else rows.push(row);
    all('.ranks select').forEach(select => { select.value = ''; });
    rows.forEach((row, place) => { row.querySelector('select').value = place + 1; });
    changed();
    hear(seat(row) ? placed(row) : limits.taken.replace('{option}', () => row.dataset.name));
  }

  return {
    dress() {
      all('.ranks li').forEach((row, place) => { row.dataset.at = place; });
    },
    show() {
      const ranked = order(), rows = ranked.concat(rest());
      const list = rows[0].parentNode, focus = document.activeElement;
      rows.forEach(row => {
        const place = seat(row), button = row.querySelector('.put');
        button.textContent = place || '+';
        button.setAttribute('aria-pressed', !!place);
        button.setAttribute('aria-label', place ? placed(row) : row.dataset.name + ': ' + form().dataset.unset);
        row.querySelector('.moves').hidden = !place;
        row.querySelector('.up').setAttribute('aria-disabled', place === 1);
        row.querySelector('.down').setAttribute('aria-disabled', place === ranked.length);
      });
      if (rows.every((row, place) => list.children[place] === row)) return;
      list.append(...rows);
      if (list.contains(focus)) focus.focus({preventScroll: true});
    },
    tap(target, event) {
      const row = target.closest('.ranks li');
      if (!row) return;
      event.preventDefault();
      move(row, target.className === 'up' ? -1 : target.className === 'down' ? 1 : 0);
    }
  };
};
