// What was drawn by a kernel that is gone: its last picture with a sentence, instead of an error.
const ERROR = 'model not found';

export function fallbacks(desk) {
  const { app, link, registry, tracker } = desk;

  /** Replace JupyterLab's error in an output area by the output's own text, and offer to draw it again. */
  function mend(panel) {
    panel.content.widgets.forEach((cell, index) => {
      for (const area of cell.node.querySelectorAll('.jp-OutputArea-output')) {
        if (area.dataset.courseMended || area.childElementCount > 3 || !area.textContent.includes(ERROR)) {
          continue;
        }
        area.dataset.courseMended = 'true';
        const output = cell.model.outputs?.get([...area.closest('.jp-OutputArea').querySelectorAll('.jp-OutputArea-output')].indexOf(area));
        area.replaceChildren(last(output, cell.model.trusted), sentence(cell, index, panel));
      }
    });
  }

  /** The output as it was saved, by JupyterLab's own renderer: what is not trusted is made harmless. */
  function last(output, trusted) {
    const type = output?.data['text/html'] ? 'text/html' : 'text/plain';
    const renderer = registry.createRenderer(type);
    const data = { [type]: output?.data[type] || '' };
    void renderer.renderModel(registry.createModel({ data, trusted }));
    return renderer.node;
  }

  function sentence(cell, index, panel) {
    const line = document.createElement('p');
    line.className = 'course-panel course-stale';
    line.append(
      `${link.words.stale || ''} `,
      desk.button('again', () => {
        app.shell.activateById(panel.id);
        panel.content.activeCellIndex = index;
        panel.content.deselectAll();
        void app.commands.execute('notebook:run-cell');
      })
    );
    return line;
  }

  function watch(panel) {
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => panel.isDisposed || (link.words.stale && mend(panel)), 60);
    };
    new MutationObserver(soon).observe(panel.content.node, { childList: true, subtree: true, characterData: true });
    link.on('words', soon);
  }
  tracker.widgetAdded.connect((_, panel) => watch(panel));
  tracker.forEach(watch);
}
