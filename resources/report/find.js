(() => {
  const box = document.getElementById("find-box");
  const said = document.getElementById("find-said");
  const rows = [...document.querySelectorAll("#find-rows tr")];
  const plain = (text) => text.toUpperCase().replace(/[^0-9A-F]/g, "");
  const keys = rows.map((row) => plain(row.cells[0].textContent));
  const look = () => {
    const wanted = plain(box.value);
    let found = 0;
    rows.forEach((row, place) => {
      const fits = keys[place].startsWith(wanted);
      row.hidden = !fits;
      found += fits ? 1 : 0;
    });
    said.textContent = wanted ? said.dataset.words.replace("{n}", found) : "";
  };
  box.addEventListener("input", look);
  document.getElementById("find-form").hidden = false;
  look();
})();
