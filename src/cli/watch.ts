import { statSync } from "node:fs";
import { watch } from "node:fs/promises";
import { UsageError } from "../errors.ts";

/** How long after a change others are waited for: editors write a file in several steps. */
const settling = 30;

/**
 * Does something at once, and again each time that TypeScript files of a folder have changed, until the process is
 * asked to end (Ctrl-C). Then what is being done is brought to its end; asked a second time, the process just ends.
 *
 * @param fail is told what an attempt throws; others follow all the same
 * @param attempt gets the changed files, relative to the folder; the first time nothing
 * @throws UsageError if there is no such folder
 */
export async function whenChanged(
  directory: string,
  fail: (error: unknown) => Promise<unknown>,
  attempt: (changed?: readonly string[]) => Promise<void>,
): Promise<void> {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`${directory} is not a folder`);
  const ended = new AbortController();
  const end = (): void => ended.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  const guarded = async (changed?: readonly string[]): Promise<void> => {
    try {
      await attempt(changed);
    } catch (error) {
      await fail(error);
    }
  };
  try {
    // From before the first attempt, which takes a while: of what changes meanwhile there is another.
    const changes = changesIn(directory, ended.signal);
    await guarded();
    for await (const changed of changes) await guarded(changed);
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, end);
  }
}

/** The TypeScript files of a folder that change from now on, relative to it, in batches. */
function changesIn(directory: string, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  const events = watch(directory, { recursive: true, signal })[Symbol.asyncIterator]();
  const next = async (): ReturnType<Events["next"]> => {
    try {
      return await events.next();
    } catch (error) {
      if (signal.aborted) return { done: true, value: undefined };
      throw error;
    }
  };
  // Node watches from the first question on.
  return batches(next, next());
}

type Events = AsyncIterator<{ readonly filename: string | null }>;

async function* batches(
  following: Events["next"],
  first: ReturnType<Events["next"]>,
): AsyncGenerator<readonly string[]> {
  let next = first;
  for (;;) {
    const changed = new Set<string>();
    let event = await next;
    if (event.done === true) return;
    for (; event.done !== true; event = await settled(next)) {
      next = following();
      const { filename } = event.value;
      if (filename?.endsWith(".ts") === true) changed.add(filename);
    }
    if (changed.size > 0) yield [...changed];
  }
}

/** The event, or the end of a batch where none comes. */
function settled<Event>(event: Promise<IteratorResult<Event>>): Promise<IteratorResult<Event>> {
  const timeout = new Promise<IteratorResult<Event>>((resolve) => {
    setTimeout(() => resolve({ done: true, value: undefined }), settling);
  });
  return Promise.race([event, timeout]);
}
