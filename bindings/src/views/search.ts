// Finding things in sorted lists, so that a frame of a long run costs what is seen of it and not what is in it.

/** The index of the first element that is not below a number; the length of the list if there is none. */
export function firstFrom(sorted: ArrayLike<number>, least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The smallest numbers of stretches of a list, to find those below a bound without looking at the others. */
export class Minima {
  readonly #size: number;
  readonly #least: Int32Array;

  constructor(numbers: ArrayLike<number>) {
    let size = 1;
    while (size < numbers.length) size *= 2;
    this.#size = size;
    this.#least = new Int32Array(2 * size).fill(0x7fffffff);
    for (let i = 0; i < numbers.length; i++) this.#least[size + i] = numbers[i]!;
    for (let i = size - 1; i > 0; i--) this.#least[i] = Math.min(this.#least[2 * i]!, this.#least[2 * i + 1]!);
  }

  /** Visits, in order, every index from the given one on whose number is at most a bound. */
  visit(from: number, most: number, found: (index: number) => void): void {
    const look = (node: number, first: number, length: number): void => {
      if (first + length <= from || this.#least[node]! > most) return;
      if (length === 1) found(first);
      else {
        look(2 * node, first, length / 2);
        look(2 * node + 1, first + length / 2, length / 2);
      }
    };
    look(1, 0, this.#size);
  }
}
