// Which notebook is a lesson, which lesson is in front, and how to get from one place to another.
const NAME = /^(\d\d_[a-z0-9_]+?)(?:-\d{8}-\d{6}(?:-\d+)?)?\.ipynb$/; // what `course restart` set aside, too
const CHECK = /^\s*lab\.check\(\s*["']([\w-]+)["']\s*\)/m;

/** The lesson of a notebook by its path; '' if it is none. */
export function lessonOf(path) {
  const found = NAME.exec(path.split('/').pop());
  return found ? found[1] : '';
}

/** The id of the task that a cell checks; '' if it checks none. */
export function taskOf(model) {
  const found = model.type === 'code' ? CHECK.exec(model.sharedModel.getSource()) : null;
  return found ? found[1] : '';
}

/** Index of the cell that checks a task in a notebook; -1 if there is none. */
export function cellOf(panel, task) {
  return panel.content.widgets.findIndex(cell => taskOf(cell.model) === task);
}

/** Bring a cell and all that stands below it into view, and make it the active one. */
export async function goTo(desk, panel, index) {
  desk.app.shell.activateById(panel.id);
  const notebook = panel.content;
  const cell = notebook.widgets[index];
  notebook.activeCellIndex = index;
  notebook.deselectAll();
  await notebook.scrollToItem(index, 'smart');
  notebook.mode = 'command';
  notebook.node.focus();
  cell?.node.focus({ preventScroll: true });
  await cell?.ready; // what was out of sight gets its editor only now, and its card after that
  for (let round = 0; round < 3 && cell && !cell.isDisposed; round++) {
    await new Promise(resolve => requestAnimationFrame(resolve));
    cell.node.scrollIntoView({ block: 'nearest' });
  }
}

/** Open a notebook; lessons and the contents lie side by side in one folder. */
export function openNotebook(desk, path) {
  return desk.app.commands.execute('docmanager:open', { path, factory: 'Notebook' });
}

export function lessons(desk) {
  const { app, tracker, link } = desk;
  const look = () => {
    const panel = tracker.currentWidget;
    desk.panel = panel;
    link.look(panel ? lessonOf(panel.context.path) : '');
  };
  tracker.currentChanged.connect(look);
  app.restored.then(look);

  // a kernel writes its version into the notebook: without this each lesson is unsaved from its first second
  const settle = async panel => {
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.sessionContext.session?.kernel?.info;
    await new Promise(resolve => setTimeout(resolve, 500)); // until it is written
    if (!panel.isDisposed && lessonOf(panel.context.path) && panel.context.model.dirty) {
      await panel.context.save();
    }
  };
  tracker.widgetAdded.connect((_, panel) => void settle(panel));
  tracker.forEach(panel => void settle(panel));

  // links in what the course draws
  document.addEventListener('click', event => {
    const at = event.target.closest?.('[data-goto],[data-open]');
    if (!at) {
      return;
    }
    event.preventDefault();
    if (at.dataset.open) {
      void openNotebook(desk, at.dataset.open);
    } else if (desk.panel) {
      const index = cellOf(desk.panel, at.dataset.goto);
      if (index >= 0) {
        void goTo(desk, desk.panel, index);
      }
    }
  });

  // `course restart`: the notebook is saved and closed before it is replaced, and the new one is opened
  const closed = new Set();
  link.on('close', async path => {
    const open = panel => panel.context.path === path;
    const panels = [];
    tracker.forEach(panel => open(panel) && panels.push(panel));
    for (const panel of panels) {
      closed.add(path);
      await panel.context.save().catch(() => undefined);
      await panel.sessionContext.shutdown().catch(() => undefined);
      panel.context.model.dirty = false;
      panel.dispose();
    }
    link.send({ closed: path });
  });
  link.on('open', async path => {
    if (closed.delete(path)) {
      await openNotebook(desk, path);
      desk.apputils.Notification.info(link.words.restarted.replace('{name}', path), { autoClose: 8000 });
    }
  });
}
