// A table that a command prints keeps its columns: where a cell is too narrow for `docker ps`, JupyterLab
// would break each line, and the names would stand below the wrong column. How small the letters may get is
// in the style sheet; beyond that the table is scrolled.
const HEAD = /^[A-Z][A-Z /%]* {2,}[A-Z][A-Z /%]*$/m;
const AREA = '.jp-OutputArea-output';
const LOOKED_AT = 4096; // letters; a long log is no table
const WIDEST = 165; // letters; a line that cannot fit makes the others no smaller

export function tables({ tracker }) {
  function mark(area) {
    for (const pre of area.querySelectorAll(':scope > pre')) {
      const table = HEAD.test(pre.textContent.slice(0, LOOKED_AT));
      area.classList.toggle('course-table', table);
      if (table) {
        const widths = pre.textContent.split('\n').map(line => line.trimEnd().length);
        area.style.setProperty('--course-columns', Math.max(...widths.filter(width => width <= WIDEST)));
      }
    }
  }

  function watch(panel) {
    const changed = records => {
      const areas = records.map(({ target }) => (target.closest ? target : target.parentElement)?.closest(AREA));
      new Set(areas.filter(Boolean)).forEach(mark);
    };
    panel.content.node.querySelectorAll(AREA).forEach(mark);
    new MutationObserver(changed).observe(panel.content.node, { childList: true, subtree: true, characterData: true });
  }
  tracker.widgetAdded.connect((_, panel) => watch(panel));
  tracker.forEach(watch);
}
