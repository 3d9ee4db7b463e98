// The terminal: always there, always wide enough, and who has it is said.
const BELOW = 1700; // px of the window; a wider one has room for 80 columns beside the lesson
const LESSON = 0.62; // share of the room that the lesson gets

/** The tab area of a saved layout that holds a widget. */
function areaOf(node, widget) {
  if (!node) {
    return null;
  }
  if (node.type === 'tab-area') {
    return node.widgets.includes(widget) ? node : null;
  }
  return node.children.map(child => areaOf(child, widget)).find(Boolean) || null;
}

/** The terminals that are open, the one that was used last first. */
function open(desk) {
  const found = [];
  desk.terms.forEach(widget => found.push(widget));
  return found.sort((one, other) => Number(other === desk.terms.currentWidget) - Number(one === desk.terms.currentWidget));
}

export function terminals(desk) {
  const { app, link, terms, shell, tracker, Widget } = desk;

  /** Lesson and terminal side by side, or one above the other where the window is narrow. */
  function arrange(lesson, terminal) {
    const others = [...shell.widgets('main')].filter(one => one !== terminal && !isTerminal(one));
    const shells = [terminal, ...[...shell.widgets('main')].filter(one => one !== terminal && isTerminal(one))];
    const area = (widgets, current) => ({ type: 'tab-area', widgets, currentIndex: Math.max(widgets.indexOf(current), 0) });
    lesson.parent.restoreLayout({
      main: {
        type: 'split-area',
        orientation: window.innerWidth < BELOW ? 'vertical' : 'horizontal',
        sizes: [LESSON, 1 - LESSON],
        children: [area(others, lesson), area(shells, terminal)]
      }
    });
  }
  const isTerminal = widget => Boolean(widget.content?.session && widget.content.node.classList.contains('jp-Terminal'));

  /** The desk as it was at first: a lesson, and a terminal that is free. */
  desk.restore = async (fresh = false) => {
    let lesson = tracker.currentWidget;
    if (!lesson) {
      lesson = await app.commands.execute('docmanager:open', { path: desk.first || 'index.ipynb', factory: 'Notebook' });
    }
    const free = open(desk).find(widget => !(widget.content.session.name in busy));
    const terminal = (!fresh && (free || open(desk)[0])) || (await app.commands.execute('terminal:create-new'));
    if (shell && lesson) {
      arrange(lesson, terminal);
      shell.activateById(desk.list.id);
      shell.activateById(terminal.id);
    }
    return terminal;
  };

  /** Type a command into the terminal that is free; it is not run. */
  desk.type = async text => {
    const free = open(desk).filter(widget => !(widget.content.session.name in busy));
    const terminal = free[0] || (await desk.restore(true));
    await terminal.content.ready;
    terminal.content.paste(text); // as one piece, where the shell can take one: several lines wait for Enter
    app.shell.activateById(terminal.id);
  };

  /** What is opened joins its kind: a lesson never covers the terminal, nor a terminal the lesson. */
  async function join(widget) {
    await app.restored;
    await new Promise(resolve => setTimeout(resolve, 0)); // it is put into its place after it was announced
    const alike = one => isTerminal(one) === isTerminal(widget);
    const area = areaOf(widget.parent?.saveLayout?.().main, widget);
    if (widget.isDisposed || !area || area.widgets.every(alike)) {
      return;
    }
    const mine = [...shell.widgets('main')].find(one => one !== widget && alike(one) && !area.widgets.includes(one));
    if (mine) {
      shell.add(widget, 'main', { ref: mine.id, mode: 'tab-after' });
    } else if (isTerminal(widget)) {
      arrange(tracker.currentWidget || area.widgets[0], widget);
    } else {
      arrange(widget, open(desk)[0]);
    }
    shell.activateById(widget.id);
  }

  if (shell) {
    terms.widgetAdded.connect((_, widget) => void join(widget));
    tracker.widgetAdded.connect((_, widget) => void join(widget));
  }

  // who has a terminal is said on top of it
  let busy = {};
  const bars = new Map();
  function say() {
    for (const terminal of open(desk)) {
      const state = busy[terminal.content.session?.name];
      let bar = bars.get(terminal);
      if (bar && bar.state !== state) {
        bar.dispose();
        bars.delete(terminal);
        bar = undefined;
      }
      if (state && !bar) {
        bar = new Widget({ node: banner(state) });
        bar.state = state;
        bars.set(terminal, bar);
        terminal.contentHeader.addWidget(bar);
      }
    }
  }

  function banner(state) {
    const node = document.createElement('div');
    node.className = 'course-panel course-busy';
    node.setAttribute('role', 'status');
    const text = document.createElement('span');
    text.innerHTML = link.words[state].replace(/`([^`]+)`/g, '<code>$1</code>');
    node.append(text, desk.button('new-terminal', () => void desk.restore(true)));
    return node;
  }
  link.on('terminals', now => {
    busy = now;
    say();
  });
  terms.widgetAdded.connect(() => setTimeout(say, 100));

  app.commands.addCommand('course:open-terminal', {
    label: () => link.words['open-terminal'] || '',
    execute: () => desk.restore()
  });
  app.commands.addKeyBinding({ command: 'course:open-terminal', keys: ['Accel Alt T'], selector: 'body' });
  desk.palette?.addItem({ command: 'course:open-terminal', category: 'Docker' });

  // a second tab of the browser gets a workspace of its own, which is empty
  app.restored.then(() => {
    const shown = [...app.shell.widgets('main')];
    if (!shown.some(widget => widget.context?.path?.endsWith('.ipynb'))) {
      link.on('progress', once(() => void desk.restore()));
    }
  });
}

function once(act) {
  let done = false;
  return value => {
    if (!done) {
      done = true;
      act(value);
    }
  };
}
