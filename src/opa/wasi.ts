import { Buffer } from "node:buffer";
import { randomFillSync } from "node:crypto";

/** How a program ended, and what it wrote. */
export interface ProgramOutcome {
  readonly exitCode: number;
  readonly output: Uint8Array;
  readonly errorOutput: string;
}

// Results of WASI calls: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#-errno-variant
const success = 0;
const badDescriptor = 8;
const notImplemented = 52;

const sizeOfSubscription = 48;
const sizeOfEvent = 32;
const clockEvent = 0;
const realTimeClock = 0;
const absoluteTime = 1;

/** Thrown through the program when it exits, since nothing else can end it. */
class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/**
 * Runs a WASI program (preview 1, as Go builds it) to its end with nothing but standard input and output, in memory: it
 * has no files, no network, no environment.
 *
 * `node:wasi` isn't used, because it corrupts memory: its fd_read and fd_write may start a garbage collection in a call
 * that V8 allows none in. Node 20.20 with it dies of an abort or a segmentation fault in some of the runs of
 * test/opa/endurance.test.ts.
 *
 * @throws Error what the engine throws at a program that fails without exiting, such as a RangeError for a stack that
 *   is too deep
 */
export function runProgram(program: WebAssembly.Module, input: Uint8Array): ProgramOutcome {
  const output: Uint8Array[] = [];
  const errorOutput: Uint8Array[] = [];
  let unread = input;
  let memory: WebAssembly.Memory | undefined;

  // A view doesn't survive growth of the memory, so each call makes its own.
  const view = (): DataView => new DataView(buffer());
  const bytes = (pointer: number, length: number): Uint8Array => new Uint8Array(buffer(), pointer >>> 0, length >>> 0);
  function buffer(): ArrayBuffer {
    if (memory === undefined) throw new Error("the program has no memory yet");
    return memory.buffer;
  }

  function buffers(vectors: number, count: number): Uint8Array[] {
    const list = view();
    return Array.from({ length: count }, (_, index) => {
      const vector = (vectors >>> 0) + index * 8;
      return bytes(list.getUint32(vector, true), list.getUint32(vector + 4, true));
    });
  }

  function setSize(pointer: number, size: number): number {
    view().setUint32(pointer >>> 0, size, true);
    return success;
  }

  const calls = {
    args_sizes_get: (count: number, size: number) => setSize(count, 1) || setSize(size, "opa\0".length),
    args_get(list: number, texts: number) {
      bytes(texts, 4).set(Buffer.from("opa\0"));
      return setSize(list, texts >>> 0);
    },
    environ_sizes_get: (count: number, size: number) => setSize(count, 0) || setSize(size, 0),
    environ_get: () => success,
    clock_time_get(clock: number, _precision: bigint, result: number) {
      view().setBigUint64(result >>> 0, now(clock), true);
      return success;
    },
    random_get(pointer: number, length: number) {
      randomFillSync(bytes(pointer, length));
      return success;
    },
    sched_yield: () => success,
    proc_exit(code: number) {
      throw new Exit(code);
    },
    fd_fdstat_get(descriptor: number, result: number) {
      if (descriptor > 2) return badDescriptor;
      bytes(result, 24).fill(0);
      return success;
    },
    fd_fdstat_set_flags: () => success,
    fd_close: () => success,
    // The answer that ends Go's search for folders that it may open.
    fd_prestat_get: () => badDescriptor,
    fd_read(descriptor: number, vectors: number, count: number, result: number) {
      if (descriptor !== 0) return badDescriptor;
      let size = 0;
      for (const target of buffers(vectors, count)) {
        const part = unread.subarray(0, target.length);
        target.set(part);
        unread = unread.subarray(part.length);
        size += part.length;
      }
      return setSize(result, size);
    },
    fd_write(descriptor: number, vectors: number, count: number, result: number) {
      if (descriptor !== 1 && descriptor !== 2) return badDescriptor;
      let size = 0;
      for (const part of buffers(vectors, count)) {
        (descriptor === 1 ? output : errorOutput).push(part.slice());
        size += part.length;
      }
      return setSize(result, size);
    },
    /** Sleeps until the first of the clocks that are asked for; there is nothing else to wait for. */
    poll_oneoff(subscriptions: number, events: number, count: number, result: number) {
      const data = view();
      const timers = Array.from({ length: count }, (_, index) =>
        readTimer(data, (subscriptions >>> 0) + index * sizeOfSubscription),
      );
      const first = timers.reduce((one, other) =>
        one !== undefined && other !== undefined && other.wait < one.wait ? other : one,
      );
      if (first === undefined || timers.includes(undefined)) return notImplemented;
      sleep(Number(first.wait) / 1e6);
      bytes(events, sizeOfEvent).fill(0);
      data.setBigUint64(events >>> 0, first.userData, true);
      data.setUint8((events >>> 0) + 10, clockEvent);
      return setSize(result, 1);
    },
  };

  const imports = Object.fromEntries(
    WebAssembly.Module.imports(program).map(({ name }) => [
      name,
      calls[name as keyof typeof calls] ?? (() => notImplemented),
    ]),
  );
  const instance = new WebAssembly.Instance(program, { wasi_snapshot_preview1: imports });
  const exported = instance.exports as { readonly memory: WebAssembly.Memory; readonly _start: () => void };
  memory = exported.memory;
  return {
    exitCode: exitCodeOf(exported._start),
    output: Buffer.concat(output),
    errorOutput: Buffer.concat(errorOutput).toString("utf8"),
  };
}

function exitCodeOf(start: () => void): number {
  try {
    start();
    return 0;
  } catch (error) {
    if (error instanceof Exit) return error.code;
    throw error;
  }
}

/** Nanoseconds, since 1970 or since some moment. */
function now(clock: number): bigint {
  return clock === realTimeClock ? BigInt(Date.now()) * 1_000_000n : process.hrtime.bigint();
}

/** A subscription to a clock, with the nanoseconds that remain; undefined if it is one to something else. */
function readTimer(
  data: DataView,
  subscription: number,
): { readonly userData: bigint; readonly wait: bigint } | undefined {
  if (data.getUint8(subscription + 8) !== clockEvent) return undefined;
  const clock = data.getUint32(subscription + 16, true);
  const timeout = data.getBigUint64(subscription + 24, true);
  const isAbsolute = (data.getUint16(subscription + 40, true) & absoluteTime) !== 0;
  return { userData: data.getBigUint64(subscription, true), wait: isAbsolute ? timeout - now(clock) : timeout };
}

function sleep(milliseconds: number): void {
  if (milliseconds > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
