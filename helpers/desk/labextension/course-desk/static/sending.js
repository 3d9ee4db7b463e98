// A command in the text is typed into the terminal with one press; it is run there, by the learner.
import { lessonOf } from './lessons.js';

const COMMANDS = ['bash', 'sh', 'shell', 'console'];

/** What a block of commands says, without prompts. */
function commands(code) {
  return code.textContent.replace(/^\$ /gm, '').trimEnd();
}

export function sending(desk) {
  const { app, link, tracker } = desk;

  /** Give every block of commands in rendered text its button. */
  function decorate(panel) {
    for (const pre of panel.node.querySelectorAll('.jp-MarkdownOutput pre')) {
      const code = pre.querySelector('code');
      const language = code && [...code.classList].find(one => one.startsWith('language-'))?.slice(9);
      if (!pre.querySelector('.course-send') && COMMANDS.includes(language)) {
        pre.classList.add('course-commands');
        const button = desk.button('send', () => void desk.type(commands(code)));
        button.classList.add('course-send');
        pre.append(button);
      }
    }
  }

  async function watch(panel) {
    await panel.context.ready;
    if (!lessonOf(panel.context.path)) {
      return;
    }
    let waiting = 0;
    const soon = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => panel.isDisposed || (link.words.send && decorate(panel)));
    };
    new MutationObserver(soon).observe(panel.content.node, { childList: true, subtree: true });
    link.on('words', soon);
    soon();
  }
  tracker.widgetAdded.connect((_, panel) => void watch(panel));
  tracker.forEach(panel => void watch(panel));

  // the demonstration in the active cell, never a task's own: a button at the cell, and a key
  app.commands.addCommand('course:send', {
    label: () => link.words.send || '',
    caption: () => link.words['send-tip'] || '',
    isVisible: () => Boolean(shown(tracker.activeCell)),
    isEnabled: () => Boolean(tracker.activeCell),
    execute: () => {
      const text = shown(tracker.activeCell);
      if (text) {
        void desk.type(text);
      }
    }
  });
  app.commands.addKeyBinding({ command: 'course:send', keys: ['Accel Alt Enter'], selector: '.jp-Notebook' });
  const changed = () => app.commands.notifyCommandChanged('course:send');
  tracker.activeCellChanged.connect(changed);
  link.on('words', changed);

  /** The commands that a cell shows. */
  function shown(cell) {
    if (!cell || cell.model.getMetadata('nbgrader')) {
      return '';
    }
    if (cell.model.type === 'code') {
      const source = cell.model.sharedModel.getSource();
      return source.startsWith('%%bash\n') ? source.slice(7).trimEnd() : '';
    }
    const code = cell.node.querySelector('.course-commands code');
    return code ? commands(code) : '';
  }
}
