import { watch } from 'chokidar';
import { concerns, foldersOf } from './sources.mjs';

/**
 * Events can be lost: chokidar reports nothing more about a folder that was replaced by another of the same name, which
 * `git checkout` may do. So the files are also compared at this interval.
 */
const lookMilliseconds = 5_000;

/** Calls `notice` when a file among the sources may have changed. */
export class SourceWatcher {
  #watcher;
  #timer;
  #notice;

  constructor(notice) {
    this.#notice = notice;
    this.#timer = setInterval(notice, lookMilliseconds);
  }

  /** Watches these sources from now on. A new watcher also reports changes in folders that were replaced. */
  watch(sources) {
    void this.#watcher?.close();
    const folders = foldersOf(sources);
    this.#watcher = watch(folders, {
      ignoreInitial: true,
      ignored: (path, stats) =>
        stats !== undefined &&
        !concerns(sources, path, stats.isDirectory()) &&
        !folders.includes(path),
    });
    // Changes before the watcher was ready have no event of their own.
    for (const event of ['ready', 'all', 'error']) this.#watcher.on(event, () => this.#notice());
  }

  close() {
    clearInterval(this.#timer);
    void this.#watcher?.close();
  }
}
