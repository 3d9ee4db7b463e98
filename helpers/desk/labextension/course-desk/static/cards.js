// The live card at a task: where its check has been run it is the cell's output, before that it stands
// below the cell.
import { goTo, lessonOf, taskOf } from './lessons.js';

const MIME = 'application/vnd.docker-course.card+json';

/** The place of one part. What a notebook says is data: it never becomes markup. */
function place(part, name = '') {
  const node = document.createElement('div');
  node.dataset.part = part;
  node.className = name;
  return node;
}

/** The card of a task, or the end of a lesson (without a task), as an element that follows the engine. */
function cardNode(link, lesson, task) {
  const node = document.createElement('div');
  node.className = 'course-panel course-card';
  node.dataset.lesson = lesson;
  if (!task) {
    node.append(place('finish'));
    return node;
  }
  node.dataset.card = task;
  node.setAttribute('role', 'group');
  node.setAttribute('aria-label', task);
  node.append(place(`task:${task}`), place(`hints:${task}`, 'course-hints'), place(`after:${task}`), place(`page:${task}`));
  const back = document.createElement('button');
  back.type = 'button';
  back.className = 'course-link course-back';
  back.textContent = `↑ ${link.words.back || ''}`;
  back.dataset.lmSuppressShortcuts = 'true';
  back.dataset.back = task;
  node.append(back);
  return node;
}

export function cards(desk) {
  const { registry, tracker, link, Widget } = desk;

  class Card extends Widget {
    constructor(lesson, task) {
      super({ node: cardNode(link, lesson, task) });
      link.bind(this.node, lesson);
    }
    dispose() {
      link.unbind(this.node);
      super.dispose();
    }
  }

  class Output extends Widget {
    constructor() {
      super();
      this.addClass('course-output');
    }
    async renderModel(model) {
      const { lesson, task } = model.data[MIME];
      const fresh = cardNode(link, lesson, task);
      link.unbind(this.node.firstChild);
      this.node.replaceChildren(fresh);
      link.bind(fresh, lesson);
      if (!link.part(lesson, task ? `task:${task}` : 'finish')) {
        fresh.firstChild.textContent = String(model.data['text/plain'] || link.words.waiting || '');
      }
    }
    dispose() {
      link.unbind(this.node.firstChild);
      super.dispose();
    }
  }
  registry.addFactory({ safe: true, mimeTypes: [MIME], defaultRank: 0, createRenderer: () => new Output() }, 0);

  const known = new WeakSet();
  /** Say when the check of a task has been run: who has asked in vain a few times is told where the way is. */
  function tellRuns(model) {
    if (!known.has(model)) {
      known.add(model);
      model.stateChanged.connect((_, change) => {
        const task = taskOf(model);
        if (change.name === 'executionCount' && change.newValue && task) {
          link.send({ grade: task });
        }
      });
    }
  }

  /** Put a card below each check that has no output of its own yet. */
  function attach(panel) {
    const lesson = lessonOf(panel.context.path);
    if (!lesson) {
      return;
    }
    for (const cell of panel.content.widgets) {
      const task = taskOf(cell.model);
      const shown = Boolean(cell.model.outputs?.length);
      if (task) {
        tellRuns(cell.model);
      }
      if (cell.courseCard && (shown || cell.courseCard.task !== task)) {
        cell.courseCard.dispose();
        cell.courseCard = undefined;
      }
      if (task && !shown && !cell.courseCard) {
        cell.courseCard = new Card(lesson, task);
        cell.courseCard.task = task;
        void below(cell, cell.courseCard);
      }
    }
  }

  /** A cell out of sight has no editor yet; what is added before that would stand above it. */
  async function below(cell, card) {
    await cell.ready;
    if (!card.isDisposed && !cell.isDisposed) {
      cell.layout.addWidget(card);
    }
  }

  async function watch(panel) {
    await panel.context.ready;
    await panel.revealed;
    let waiting = 0;
    const soon = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => panel.isDisposed || attach(panel));
    };
    panel.content.model?.cells.changed.connect(soon);
    panel.content.model?.contentChanged.connect(soon);
    link.on('words', soon);
    soon();
  }
  tracker.widgetAdded.connect((_, panel) => void watch(panel));
  tracker.forEach(panel => void watch(panel));

  // a question is made of widgets, which cannot say it themselves: Enter and Space in it are its own
  document.addEventListener('focusin', event => {
    event.target.closest?.('.course-quiz')?.setAttribute('data-lm-suppress-shortcuts', 'true');
  });

  // what a press brings out comes into view: the pane of a lesson is low, and what is below it is not seen
  const ANSWERED = 3000; // ms that the kernel may take for its feedback
  const shown = node => node?.scrollIntoView({ block: 'nearest' });
  function answered(quiz) {
    const watch = new MutationObserver(() => shown(quiz.querySelector('.course-feedback')));
    watch.observe(quiz, { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), ANSWERED);
  }
  document.addEventListener('click', event => {
    const folded = event.target.closest?.('.course-card summary')?.parentElement;
    if (folded) {
      requestAnimationFrame(() => shown(folded));
    } else if (event.target.closest?.('.course-quiz button')) {
      answered(event.target.closest('.course-quiz'));
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.target.matches?.('.course-quiz input')) {
      answered(event.target.closest('.course-quiz'));
    }
  });

  // Escape leads from a card or a question to its cell: inside them the arrows are not JupyterLab's
  document.addEventListener('keydown', event => {
    const panel = tracker.currentWidget;
    if (event.key === 'Escape' && panel && event.target.closest?.('.course-panel')) {
      const index = panel.content.widgets.findIndex(cell => cell.node.contains(event.target));
      if (index >= 0) {
        void goTo(desk, panel, index);
      }
    }
  });
}
