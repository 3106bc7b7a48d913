/**
 * Shows how far a run of suites is: on a terminal one line that changes, and the suites that failed; elsewhere a line a
 * suite.
 *
 * @param {number} total
 */
export function progress(total, stream = process.stdout) {
  const running = new Set();
  const started = Date.now();
  let done = 0;
  const status = () => {
    if (!stream.isTTY) return;
    const text = `${done} of ${total} suites, ${Math.round((Date.now() - started) / 1000)} s: ${[...running].join(", ")}`;
    const width = stream.columns ?? 80;
    stream.write(`\r\u001b[K${text.length < width ? text : `${text.slice(0, width - 2)}…`}`);
  };
  const print = (text) => stream.write(`${stream.isTTY ? "\r\u001b[K" : ""}${text}\n`);
  const timer = stream.isTTY ? setInterval(status, 1000) : undefined;
  return {
    begin(file) {
      running.add(file);
      status();
    },
    end(file, line, isFailure) {
      running.delete(file);
      done++;
      if (!stream.isTTY || isFailure) print(line);
      status();
    },
    print,
    close() {
      clearInterval(timer);
      if (stream.isTTY) stream.write("\r\u001b[K");
    },
  };
}
