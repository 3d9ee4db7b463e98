// The list beside the notebook: the lesson's headings and tasks in one tree, points, and what is wrong.
import { goTo, lessonOf, taskOf } from './lessons.js';

const HEADING = /^##\s+(.+)$/m;

/** Headings and tasks of a notebook in their order: {index, text} or {index, task}. */
function outline(panel) {
  const found = [];
  panel.content.widgets.forEach((cell, index) => {
    const task = taskOf(cell.model);
    const heading = cell.model.type === 'markdown' && HEADING.exec(cell.model.sharedModel.getSource());
    if (task) {
      found.push({ index, task });
    } else if (heading) {
      found.push({ index, text: heading[1].replace(/[`*]/g, '') });
    }
  });
  return found;
}

// a list with marks; drawn in the theme's own colour
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <path class="jp-icon3 jp-icon-selectable" fill="#616161" d="M3.5 6.2 2.4 7.3l2.6 2.6 4-4-1.1-1.1L5 7.7zM11 6h11v2H11zM3.5 13.2
  l-1.1 1.1 2.6 2.6 4-4-1.1-1.1L5 14.7zM11 13h11v2H11zM11 19h11v2H11zM4 19h3v2H4z"/></svg>`;

const SKELETON = `
  <div class="course-list-top">
    <div class="course-list-title"></div>
    <div class="course-gone" role="alert" hidden></div>
    <div data-part="notice"></div><div data-part="unreached"></div>
    <div class="course-list-total"><div data-part="total"></div></div>
    <div class="course-live" role="status" aria-live="polite" data-part="live"></div>
    <div class="course-buttons"></div>
  </div>
  <ol class="course-rows"></ol>`;

export function list(desk) {
  const { app, tracker, link, shell, restorer, Widget, LabIcon } = desk;
  const widget = new Widget();
  widget.id = 'course-desk';
  widget.addClass('course-panel');
  widget.addClass('course-list');
  widget.title.icon = new LabIcon({ name: 'course-desk:tasks', svgstr: ICON });
  widget.node.setAttribute('role', 'region');
  const node = widget.node;
  node.innerHTML = SKELETON;
  const rows = node.querySelector('.course-rows');
  const buttons = node.querySelector('.course-buttons');
  const style = document.createElement('style');
  document.head.append(style);

  /** A button with a name from the server's words. */
  desk.button = (key, press) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'course-button';
    button.dataset.lmSuppressShortcuts = 'true';
    button.textContent = link.words[key] || '';
    button.title = link.words[`${key}-tip`] || '';
    button.onclick = press;
    return button;
  };
  desk.notice = node.querySelector('.course-gone');

  function row(panel, item) {
    const line = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.lmSuppressShortcuts = 'true';
    button.onclick = () => void goTo(desk, panel, item.index);
    if (item.task) {
      line.className = 'course-row';
      button.dataset.row = item.task;
      button.dataset.part = `row:${item.task}`;
    } else {
      line.className = 'course-heading';
      button.textContent = item.text;
    }
    line.append(button);
    return line;
  }

  let drawn = '';
  /** Draw the tree anew if the notebook's headings or tasks have changed. */
  function draw() {
    const panel = tracker.currentWidget;
    const lesson = panel ? lessonOf(panel.context.path) : '';
    node.classList.toggle('course-none', !lesson);
    if (!panel || !panel.content.model) {
      return;
    }
    const items = lesson ? outline(panel) : [];
    const key = JSON.stringify([panel.id, items]);
    if (key !== drawn) {
      drawn = key;
      const title = lesson ? panel.content.widgets[0]?.model.sharedModel.getSource() || '' : '';
      node.querySelector('.course-list-title').textContent = lesson
        ? /^#\s+(.+)$/m.exec(title)?.[1] || lesson
        : link.words['no-lesson'] || '';
      rows.replaceChildren(...items.map(item => row(panel, item)));
    }
    link.bind(node, lesson);
    mark();
  }

  let marked = '';
  /** Mark the task to work on; when it is another one than before, it comes into view. */
  function mark() {
    const current = link.part(link.lesson, 'current');
    for (const button of rows.querySelectorAll('[data-row]')) {
      const here = button.dataset.row === current;
      button.toggleAttribute('data-current', here);
      here ? button.setAttribute('aria-current', 'step') : button.removeAttribute('aria-current');
      if (here && marked !== `${link.lesson} ${current}` && !rows.matches(':hover, :focus-within')) {
        marked = `${link.lesson} ${current}`;
        button.scrollIntoView({ block: 'nearest' });
      }
    }
  }

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, 50);
  };
  const watch = panel => {
    panel.context.ready.then(() => {
      panel.content.model?.contentChanged.connect(soon);
      soon();
    });
  };
  tracker.widgetAdded.connect((_, panel) => watch(panel));
  tracker.forEach(watch);
  tracker.currentChanged.connect(soon);
  link.on('parts', mark);

  link.on('css', css => {
    style.textContent = css;
  });
  link.on('words', words => {
    widget.title.caption = words.tasks;
    node.setAttribute('aria-label', words.tasks);
    rows.setAttribute('aria-label', words.tasks);
    buttons.replaceChildren(
      desk.button('open-terminal', () => void desk.restore()),
      desk.button('contents', () => void app.commands.execute('docmanager:open', { path: 'index.ipynb' }))
    );
    drawn = '';
    soon();
  });
  link.on('alive', alive => {
    desk.notice.hidden = alive;
    desk.notice.textContent = alive ? '' : link.words['server-gone'].replace(/`/g, '');
    document.body.classList.toggle('course-away', !alive);
  });

  // from a card back to the list
  document.addEventListener('click', event => {
    const back = event.target.closest?.('[data-back]');
    if (back) {
      shell?.activateById(widget.id);
      rows.querySelector(`[data-row="${back.dataset.back}"]`)?.focus();
    }
  });

  desk.list = widget;
  if (shell) {
    shell.add(widget, 'left', { rank: 1 });
    restorer?.add(widget, widget.id);
    app.restored.then(() => shell.activateById(widget.id));
  }
}
