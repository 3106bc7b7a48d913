import { watch } from "node:fs/promises";

/** How long after a change others are waited for: editors write a file in several steps. */
const settling = 30;

/**
 * The TypeScript files of a folder that change from now on, relative to it, in batches, for as long as the process
 * runs.
 */
export function changesIn(directory: string): AsyncGenerator<readonly string[]> {
  const events = watch(directory, { recursive: true })[Symbol.asyncIterator]();
  // Node watches from the first question on.
  return batches(events, events.next());
}

type Events = AsyncIterator<{ readonly filename: string | null }>;

async function* batches(events: Events, first: ReturnType<Events["next"]>): AsyncGenerator<readonly string[]> {
  let next = first;
  for (;;) {
    const changed = new Set<string>();
    for (let event = await next; event.done !== true; event = await settled(next)) {
      next = events.next();
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
