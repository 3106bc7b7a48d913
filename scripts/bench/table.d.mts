export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly goal?: number;
  readonly least?: number;
  readonly median?: number;
  readonly greatest?: number;
  readonly note?: string;
}

export function table(rows: readonly Row[], earlier?: readonly Row[]): string;
