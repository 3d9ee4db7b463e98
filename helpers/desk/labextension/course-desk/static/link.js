// The connection to the course in Jupyter's server, and what it has told so far.
const RETRY = 1000; // ms until a lost connection is tried again
const PATIENCE = 2500; // ms without one until it is said: a server that restarts is back sooner

export class Link {
  constructor(settings) {
    const token = settings.token ? `?token=${encodeURIComponent(settings.token)}` : '';
    this._address = new URL('course/desk', settings.wsUrl).href + token;
    this.words = {};
    this.lesson = '';
    this.alive = true;
    this._parts = new Map(); // by lesson: name of a part -> HTML
    this._roots = new Map(); // element -> lesson, what is filled with these parts
    this._listeners = new Map(); // key of a message -> functions
    this._last = {}; // the last message of each key, for who listens later
  }

  /** Call `listener(value)` for each message with this key, and for the last one that came. */
  on(key, listener) {
    this._listeners.set(key, [...(this._listeners.get(key) || []), listener]);
    if (key in this._last) {
      listener(this._last[key]);
    }
  }

  /** Keep the elements with `data-part` below `root` filled with a lesson's parts. */
  bind(root, lesson) {
    this._roots.set(root, lesson);
    this._fill(root, this._parts.get(lesson) || {});
  }

  unbind(root) {
    this._roots.delete(root);
  }

  /** One part of a lesson as it is now. */
  part(lesson, name) {
    return (this._parts.get(lesson) || {})[name] || '';
  }

  /** Say which lesson is in front. */
  look(lesson) {
    this.lesson = lesson;
    this.send({ look: lesson });
  }

  send(message) {
    if (this._socket && this._socket.readyState === WebSocket.OPEN) {
      this._socket.send(JSON.stringify(message));
    }
  }

  open() {
    this._socket = new WebSocket(this._address);
    this._socket.onopen = () => {
      clearTimeout(this._worry);
      this._worry = undefined;
      this._setAlive(true);
      if (this.lesson) {
        this.look(this.lesson);
      }
    };
    this._socket.onmessage = event => this._take(JSON.parse(event.data));
    this._socket.onclose = () => {
      this._worry ??= setTimeout(() => this._setAlive(false), PATIENCE);
      setTimeout(() => this.open(), RETRY);
    };
  }

  _setAlive(alive) {
    if (alive !== this.alive) {
      this.alive = alive;
      this._emit('alive', alive);
    }
  }

  _take(message) {
    if (message.words) {
      this.words = message.words;
    }
    if (message.parts) {
      const parts = { ...this._parts.get(message.lesson), ...message.parts };
      this._parts.set(message.lesson, parts);
      for (const [root, lesson] of this._roots) {
        if (lesson === message.lesson) {
          this._fill(root, message.parts);
        }
      }
    }
    for (const key of Object.keys(message)) {
      this._emit(key, message[key], message);
    }
  }

  _emit(key, value, message) {
    this._last[key] = value;
    for (const listener of this._listeners.get(key) || []) {
      listener(value, message);
    }
  }

  _fill(root, parts) {
    for (const node of root.querySelectorAll('[data-part]')) {
      const html = parts[node.dataset.part];
      if (html !== undefined && node.courseHtml !== html) {
        node.courseHtml = html;
        node.innerHTML = html;
      }
    }
  }
}
