// JupyterLab loads prebuilt extensions as containers of webpack's module federation: an object with
// init(shared) and get(module). That is little enough to write by hand, so nothing has to be built.
(() => {
  const here = document.currentScript.src;
  let shared;

  /** One of JupyterLab's own packages, as the page already has it. */
  async function load(name) {
    const versions = shared[name];
    const factory = await Object.values(versions)[0].get();
    return factory();
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['course-desk'] = {
    init(scope) {
      shared = scope;
    },
    async get() {
      const { plugins } = await import(new URL('plugins.js', here).href);
      const found = await plugins(load);
      return () => ({ __esModule: true, default: found });
    }
  };
})();
