// Work that is asked for more often than it can be done: it waits for a pause, is done once at a time, and the newest wins.

export class Latest {
  #timer;
  #running = false;
  #again = false;

  /** @param work given a function that tells whether its result is still wanted */
  constructor(work, pause) {
    this.work = work;
    this.pause = pause;
  }

  soon() {
    clearTimeout(this.#timer);
    this.#again = this.#running;
    this.#timer = setTimeout(() => this.now(), this.pause);
  }

  async now() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    this.#again = false;
    try {
      await this.work(() => !this.#again);
    } finally {
      this.#running = false;
      if (this.#again) {
        this.soon();
      }
    }
  }
}
