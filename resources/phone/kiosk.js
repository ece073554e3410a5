// This laptop as the phone of many: after each answer, or when nobody is there any more, the next.
(function () {
'use strict';
const next = document.getElementById('next'), asks = next.querySelector('p');
let idle = 0, thanks = 0, used = false;
// A page that is sent for while the room is away would be the browser's own, with no way back.
async function begin() {
  clearTimeout(thanks);
  try {
    const reply = await fetch(next.action.replace(/next$/, 'now'), {cache: 'no-store'});
    if (!reply.ok) throw new Error(reply.status);
    next.submit();
  } catch (e) {
    thanks = setTimeout(begin, 3000);
  }
}
function wind() {
  clearTimeout(idle);
  asks.hidden = true;
  idle = setTimeout(() => {
    if (!used) return;
    asks.hidden = false;
    idle = setTimeout(begin, 20000);
  }, 60000);
}
function look() {
  const isDone = document.getElementById('screen').dataset.scene === 'thanks';
  if (isDone === !!thanks) return;
  clearTimeout(thanks);
  thanks = isDone ? setTimeout(begin, 6000) : 0;
}
['pointerdown', 'keydown', 'input'].forEach(name => addEventListener(name, () => {
  used = true;
  wind();
}, true));
next.addEventListener('submit', event => {
  event.preventDefault();
  begin();
});
new MutationObserver(look).observe(document.body, {childList: true});
wind();
look();
})();
