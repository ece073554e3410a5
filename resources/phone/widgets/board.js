// Posts of the room: new ones come into the list while somebody writes, and the own part is marked
// on screens that are the same for all.
(self.pollkit = self.pollkit || {}).board = ({all, at, form, key, recall}) => {
  const saved = () => recall(key()).saved || [];
  return {
    dress() {},
    tap() {},
    show() {
      const words = saved(), votes = words.filter(word => word.startsWith('for=')).length, most = at('board').dataset.most;
      if (at('count')) at('count').textContent = at('text').value.length + ' / ' + at('text').maxLength;
      all('#board [data-post]').forEach(row => {
        const id = row.dataset.post, button = row.querySelector('button'), isFor = words.includes('for=' + id), isOwn = words.includes('own=' + id);
        row.querySelector('.yours').hidden = !isOwn;
        if (!button) return;
        button.setAttribute('aria-pressed', isFor);
        button.disabled = isOwn && !most || !!most && votes >= most && !isFor;
        button.form.elements.answer.value = (isFor ? 'off=' : 'for=') + id;
      });
      const left = at('left');
      if (left) left.textContent = votes < most ? left.dataset.left.replace('{n}', most - votes) : left.dataset.none;
    },
    take(fresh) {
      const now = fresh.querySelector('#board'), own = fresh.querySelector('#own'), focus = document.activeElement;
      if (!now || !fresh.querySelector('#vote') !== !form()) return false;
      const held = at('board').contains(focus) && focus.id;
      at('board').replaceWith(document.adoptNode(now));
      if (own.dataset.own) at('own').replaceWith(document.adoptNode(own));
      else all('#own [data-post]').filter(row => at('b' + row.dataset.post)).forEach(row => row.remove());
      if (!all('#own li')[0]) all('#own h2').forEach(head => head.remove());
      if (held && at(held)) at(held).focus({preventScroll: true});
      return true;
    }
  };
};
