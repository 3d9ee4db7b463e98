// What the extension adds to JupyterLab, and which of JupyterLab's own services it needs for that.
import { Link } from './link.js';
import { cards } from './cards.js';
import { contents } from './contents.js';
import { fallbacks } from './fallbacks.js';
import { keepKernels } from './kernels.js';
import { lessons } from './lessons.js';
import { list } from './list.js';
import { sending } from './sending.js';
import { tables } from './tables.js';
import { terminals } from './terminals.js';

/** The plugins, once JupyterLab's packages are there; `load` gives one by its name. */
export async function plugins(load) {
  const names = ['application', 'apputils', 'notebook', 'rendermime', 'services', 'terminal'];
  const [application, apputils, notebook, rendermime, services, terminal] = await Promise.all(
    names.map(name => load(`@jupyterlab/${name}`))
  );
  const { Widget } = await load('@lumino/widgets');
  const { LabIcon } = await load('@jupyterlab/ui-components');

  /** No dialogs of JupyterLab's own about a server that is gone: the list says it, once. */
  const quiet = {
    id: 'course-desk:connection-lost',
    autoStart: true,
    provides: application.IConnectionLost,
    activate: () => async () => undefined
  };

  const desk = {
    id: 'course-desk:plugin',
    autoStart: true,
    requires: [notebook.INotebookTracker, rendermime.IRenderMimeRegistry, terminal.ITerminalTracker],
    optional: [application.ILabShell, application.ILayoutRestorer, apputils.ICommandPalette],
    activate: async (app, tracker, registry, terms, shell, restorer, palette) => {
      const link = new Link(services.ServerConnection.makeSettings());
      const all = { app, tracker, registry, terms, shell, restorer, palette, link, Widget, LabIcon, apputils };
      const parts = [lessons, cards, list, terminals, sending, tables, contents, fallbacks, keepKernels];
      for (const part of parts) {
        part(all);
      }
      link.open();
    }
  };
  return [quiet, desk];
}
