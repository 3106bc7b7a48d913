/**
 * A list of numbers that decides each choice of a generator, in turn. After its end every choice is the first one,
 * which the generator makes the simplest; so a shorter tape, or one of smaller numbers, gives a simpler program, and
 * shrinking the tape shrinks the program.
 */
export class Tape {
  readonly #numbers: readonly number[];
  #position = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A number from 0 to less than `bound`. */
  below(bound: number): number {
    return (this.#numbers[this.#position++] ?? 0) % bound;
  }

  /** One of some items, of which the first is the simplest. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  /** Whether something happens, in one of `of` cases. */
  chance(of: number): boolean {
    return this.below(of) === of - 1;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#numbers.length;
  }
}
