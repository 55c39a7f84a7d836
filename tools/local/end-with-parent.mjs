const pollMilliseconds = 500;

/** Calls `end` once the process that started this one is gone: killed, it can't tell its children. */
export function endWithParent(end) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, pollMilliseconds);
  timer.unref();
}
