/** The median of some values, with the least and the greatest. */
export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

export function run(
  command: readonly string[],
  options?: {
    readonly cwd?: string;
    readonly accepted?: readonly number[];
    readonly environment?: Readonly<Record<string, string>>;
  },
): { readonly milliseconds: number; readonly stdout: string };

export function pairs(
  count: number,
  first: () => number | Promise<number>,
  second: () => number | Promise<number>,
  compare?: (first: number, second: number) => number,
): Promise<Summary>;

export function growth(count: number, size: number, cost: (size: number) => number | Promise<number>): Promise<Summary>;

export function summary(values: readonly number[]): Summary;
