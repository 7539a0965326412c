/** Prints a table: the first column to the left, what follows to the right. */
export function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  const line = (row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ");
  const [first, ...rest] = cells;
  console.log([first, widths.map((w) => "-".repeat(w)), ...rest].map(line).join("\n"));
  console.log("");
}
