// Points that are shared out: steps of five that never give more than there is.
(self.pollkit = self.pollkit || {}).points = ({all, at, form, changed}) => {
  const left = () => form().dataset.total - all('.shares input').reduce((sum, field) => sum + Number(field.value), 0);
  return {
    dress() {},
    show() {
      const line = at('left'), rest = left();
      const said = (rest > 0 ? line.dataset.left : rest ? line.dataset.over : line.dataset.done).replace('{n}', Math.abs(rest));
      line.className = 'left s' + (rest < 0 ? ' bad' : rest ? '' : ' good');
      if (line.textContent !== said) line.textContent = said;
    },
    tap(target) {
      if (!target.dataset.by) return;
      const field = target.parentNode.querySelector('input'), has = Number(field.value), by = Number(target.dataset.by);
      field.value = Math.max(0, has + Math.min(by, Math.max(0, left())));
      changed();
    }
  };
};
