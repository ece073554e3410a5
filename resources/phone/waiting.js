// Asks now and then whether the door is open; nothing on the page moves until it is.
(function () {
'use strict';
async function knock() {
  try {
    if ((await fetch(location.pathname, { cache: 'no-store' })).ok) { location.reload(); return; }
  } catch (gone) {
    // The laptop is away: try again.
  }
  setTimeout(knock, 12000 + Math.random() * 6000);
}
setTimeout(knock, 12000 + Math.random() * 6000);
})();
