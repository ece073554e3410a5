// The own answer beside a result, and whether it was right.
(self.pollkit = self.pollkit || {}).result = ({all, at, key, keys, recall, keep, prefix, kind, part, plain, same, showSpots}) => {
  function markOwn(words) {
    all('[data-code]').forEach(row => {
      const code = row.dataset.code, own = row.querySelector('em'), mould = own.dataset.say;
      let value = mould ? part(words, code) : words.includes(code);
      if (kind() === 'grid' && part(words, code + '.x')) value = '\u2066' + part(words, code + '.x') + ' / ' + part(words, code + '.y') + '\u2069';
      row.classList.toggle('mine', !!value);
      if (mould) own.textContent = value ? mould.replace('{n}', value) : '';
    });
    all('p[data-say]').forEach(line => {
      let value = line.dataset.part ? part(words, line.dataset.part) : plain(words).map(word => '\u2068' + word + '\u2069').join(' · ');
      if (line.dataset.words) value = JSON.parse(line.dataset.words)[value];
      line.textContent = value ? line.dataset.say.replace('{n}', () => value) : '';
    });
  }
  function judge(words, quiz) {
    const right = JSON.parse(quiz.right), isNear = quiz.within && Math.abs(words[0] - right[0]) <= Number(quiz.within) + 1e-9;
    const isRight = isNear || same(plain(words), right), score = Number(quiz.score), record = recall(key());
    let said = isRight ? quiz.yes : quiz.no;
    if (score) {
      record.got = [isRight ? score : 0, score];
      keep(key(), record);
      const scored = keys().filter(name => name.startsWith(prefix)).map(name => recall(name).got).filter(got => got);
      const sum = place => scored.reduce((sum, got) => sum + got[place], 0);
      if (scored.length > 1) said += ' ' + quiz.total.replace('{n}', sum(0)).replace('{m}', sum(1));
    }
    at('verdict').textContent = said;
  }

  return {
    dress() {},
    show(words) {
      if (!words) return;
      markOwn(words);
      showSpots(words);
      if (at('verdict')) judge(words, at('verdict').dataset);
    }
  };
};
