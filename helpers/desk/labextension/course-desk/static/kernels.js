// A lesson that nobody has looked at for a while lets its kernel go; the next cell that runs starts it.
const REST = 15 * 60 * 1000; // ms out of sight
const LOOK = 30 * 1000;

export function keepKernels(desk) {
  const { app, link, tracker, apputils } = desk;
  const seen = new WeakMap();
  const resting = new WeakMap(); // by panel, the end of its kernel

  function rest(panel) {
    const context = panel.sessionContext;
    if (panel !== tracker.currentWidget && context.session?.kernel?.status === 'idle') {
      resting.set(panel, context.shutdown());
    }
  }
  app.commands.addCommand('course:rest', { execute: () => tracker.forEach(panel => rest(panel)) });

  const look = () => {
    const panel = tracker.currentWidget;
    if (!panel) {
      return;
    }
    seen.set(panel, Date.now());
    const ended = resting.get(panel);
    if (ended) {
      resting.delete(panel);
      // a kernel that is started before the old one has ended would go with it
      void ended.finally(() => panel.sessionContext.startKernel());
      apputils.Notification.info(link.words['kernel-resting'], { autoClose: 6000 });
    }
  };
  tracker.currentChanged.connect(look);
  setInterval(() => {
    if (tracker.currentWidget) {
      seen.set(tracker.currentWidget, Date.now());
    }
    tracker.forEach(panel => {
      if (!seen.has(panel)) {
        seen.set(panel, Date.now());
      }
      if (Date.now() - seen.get(panel) > REST) {
        rest(panel);
      }
    });
  }, LOOK);
}
