// The contents page: its table shows what was earned, without anything being run.
const LESSON = /(?:^|\/)(\d\d_[a-z0-9_]+)\.ipynb(?:$|[?#])/;

export function contents(desk) {
  const { link, tracker } = desk;
  let progress = {};

  function fill(panel) {
    for (const row of panel.node.querySelectorAll('.jp-MarkdownOutput table tr')) {
      const head = row.querySelector('th');
      const anchor = row.querySelector('a[href]');
      const found = anchor && LESSON.exec(anchor.dataset.coursePath || anchor.getAttribute('href'));
      const mine = found && progress[found[1]];
      if (!head && !mine) {
        continue;
      }
      let cell = row.querySelector('.course-earned');
      if (!cell) {
        cell = document.createElement(head ? 'th' : 'td');
        cell.className = 'course-earned';
        row.append(cell);
      }
      const text = head ? link.words.progress : standing(mine);
      if (cell.textContent !== text) {
        cell.textContent = text;
      }
    }
  }

  /** A mark, and the points there are. */
  function standing(one) {
    const mark = one.passed === one.tasks ? '✓' : one.passed ? '●' : '–';
    const saying = link.words.points || '';
    return `${mark} ${saying.replace('{points}', one.points).replace('{max}', one.max)}`;
  }

  const all = () => tracker.forEach(panel => panel.context.path.endsWith('index.ipynb') && fill(panel));
  const watch = panel => {
    if (panel.context.path.endsWith('index.ipynb')) {
      new MutationObserver(() => requestAnimationFrame(() => panel.isDisposed || fill(panel))).observe(
        panel.content.node,
        { childList: true, subtree: true }
      );
    }
  };
  tracker.widgetAdded.connect((_, panel) => watch(panel));
  tracker.forEach(watch);
  link.on('progress', now => {
    progress = now;
    const names = Object.keys(now).sort();
    desk.first ??= `${names.find(name => now[name].passed < now[name].tasks) || names[0]}.ipynb`;
    all();
  });
}
