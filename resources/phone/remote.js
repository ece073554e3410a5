// Asks how the room stands; without it, the page comes anew every few seconds.
(function () {
'use strict';
const home = document.body.dataset.home, screen = document.getElementById('remote'), lost = document.getElementById('lost');
let last = '';
function show(html) {
  if (html === last) return;
  if (last) document.getElementById('notice').textContent = '';
  last = html;
  const focused = document.activeElement && document.activeElement.id;
  const earlier = document.getElementById('earlier'), isOpen = earlier && earlier.open;
  screen.innerHTML = html;
  if (isOpen && document.getElementById('earlier')) document.getElementById('earlier').open = true;
  if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
}
async function look() {
  try {
    const reply = await fetch(home + '/now', { cache: 'no-store' });
    lost.hidden = true;
    if (reply.status === 200) show((await reply.json()).html);
    else if (reply.status === 403 || reply.status === 404) { location.href = home; return; }
  } catch (gone) {
    lost.hidden = false;
  }
  setTimeout(look, 1500);
}
look();
})();
